// SPDX-License-Identifier: Apache-2.0
/** Sends stored entries to listeners of the operator, each at least once. */
@NullMarked
package dev.hubbub.listeners;

import org.jspecify.annotations.NullMarked;
