// SPDX-License-Identifier: Apache-2.0
/** Compares what clients recorded with each other and with the history. Pure functions. */
@NullMarked
package dev.hubbub.chaos.check;

import org.jspecify.annotations.NullMarked;
