// SPDX-License-Identifier: Apache-2.0
/** What {@code dev} adds to a hub for trying it out: users, a room, and a bot that answers. */
@NullMarked
package dev.hubbub.hub.demo;

import org.jspecify.annotations.NullMarked;
