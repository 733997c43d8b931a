// SPDX-License-Identifier: Apache-2.0
/** Ephemeral events to the followers of rooms and to users. */
@NullMarked
package dev.hubbub.contract.hints;

import org.jspecify.annotations.NullMarked;
