// SPDX-License-Identifier: Apache-2.0
/** Entries of a room's log: the envelope that all have, and a file for each kind. */
@NullMarked
package dev.hubbub.contract.entries;

import org.jspecify.annotations.NullMarked;
