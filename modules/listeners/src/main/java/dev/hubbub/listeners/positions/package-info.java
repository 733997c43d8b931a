// SPDX-License-Identifier: Apache-2.0
/** How far listeners have heard the rooms, and for how long that is kept. */
@NullMarked
package dev.hubbub.listeners.positions;

import org.jspecify.annotations.NullMarked;
