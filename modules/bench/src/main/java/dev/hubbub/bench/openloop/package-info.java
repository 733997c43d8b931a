// SPDX-License-Identifier: Apache-2.0
/** Messages that are due at fixed times: an open-loop sender, readers, and the recorder of deliveries. */
@NullMarked
package dev.hubbub.bench.openloop;

import org.jspecify.annotations.NullMarked;
