// SPDX-License-Identifier: Apache-2.0
/** Requests about rooms: create a room, and list the rooms of a user. */
@NullMarked
package dev.hubbub.access.rooms;

import org.jspecify.annotations.NullMarked;
