// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.search;

import dev.hubbub.contract.value.RoomId;
import java.util.List;
import java.util.Map;

/**
 * A part of the index to write.
 *
 * @param messages each message once
 * @param indexed up to which entry rooms are in the index with it; a lower one than that which is stored changes nothing
 */
public record IndexUpdate(List<IndexedMessage> messages, Map<RoomId, Long> indexed) {
    public IndexUpdate {
        messages = List.copyOf(messages);
        indexed = Map.copyOf(indexed);
    }
}
