// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import dev.hubbub.contract.value.RoomId;

/** Names one entry. */
public record EntryId(RoomId room, long seq) {}
