// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.contract.rooms.RoomDetails;

/**
 * A room without its members.
 *
 * @param size how many members it has
 */
public record RoomSummary(RoomDetails details, int size) {}
