// SPDX-License-Identifier: Apache-2.0
/** Requests about rooms: create a room, and list the rooms of a user. */
package dev.hubbub.access.rooms;
