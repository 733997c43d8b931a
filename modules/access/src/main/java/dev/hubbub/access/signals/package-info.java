// SPDX-License-Identifier: Apache-2.0
/** Signals to rooms, the values that rooms keep of them, and what the host app tells rooms and users. */
@NullMarked
package dev.hubbub.access.signals;

import org.jspecify.annotations.NullMarked;
