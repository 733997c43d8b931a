// SPDX-License-Identifier: Apache-2.0
/** Entries of a room: sending, history, and the log that keeps them. */
@NullMarked
package dev.hubbub.contract.messages;

import org.jspecify.annotations.NullMarked;
