// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import dev.hubbub.contract.RoomId;

/**
 * Whom a client plays.
 *
 * @param name also the first part of its clientIds
 * @param room which it joins and follows
 * @param speaks whether it sends
 * @param reads whether it reads what comes; one that does not is dropped by the hub, and comes back
 */
public record Person(String name, String token, RoomId room, boolean speaks, boolean reads) {}
