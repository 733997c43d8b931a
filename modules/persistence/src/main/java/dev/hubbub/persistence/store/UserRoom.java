// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.contract.rooms.Role;

/**
 * The membership of a user in a room.
 *
 * @param since the seq of the entry that made the user a member
 */
public record UserRoom(Role role, long since) {}
