// SPDX-License-Identifier: Apache-2.0
/** How modules register what they count. */
@NullMarked
package dev.hubbub.contract.metrics;

import org.jspecify.annotations.NullMarked;
