// SPDX-License-Identifier: Apache-2.0
/** The load generator: an open-loop sender, readers, and the recorder of deliveries. */
@NullMarked
package dev.hubbub.bench.load;

import org.jspecify.annotations.NullMarked;
