// SPDX-License-Identifier: Apache-2.0
/** Stored entries for the operator's verticles and processes. */
@NullMarked
package dev.hubbub.contract.listeners;

import org.jspecify.annotations.NullMarked;
