// SPDX-License-Identifier: Apache-2.0
/** Reads the log: history, the head of a room, its membership entries. */
@NullMarked
package dev.hubbub.persistence.read;

import org.jspecify.annotations.NullMarked;
