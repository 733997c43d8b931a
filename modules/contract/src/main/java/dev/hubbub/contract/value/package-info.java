// SPDX-License-Identifier: Apache-2.0
/** Ids and other small values that check themselves. */
@NullMarked
package dev.hubbub.contract.value;

import org.jspecify.annotations.NullMarked;
