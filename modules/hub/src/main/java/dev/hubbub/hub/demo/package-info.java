// SPDX-License-Identifier: Apache-2.0
/** What {@code dev} adds to a hub, so that a newcomer has somebody to talk to: users, a room, and a bot in it. */
package dev.hubbub.hub.demo;
