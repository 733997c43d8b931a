// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.changes;

import dev.hubbub.access.store.RoomRecordClient;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.messages.Overlays.Overlay;
import dev.hubbub.contract.messages.Overlays.Reaction;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;

/** Reads what became of messages from the records that their log keeps. */
public final class OverlayReader {
    private final RoomRecordClient records;

    public OverlayReader(RoomRecordClient records) {
        this.records = records;
    }

    /** How often a message was edited. */
    Future<Integer> edits(RoomId room, long seq) {
        return records.get(new Records.Get(List.of(Overlays.of(Overlays.OVERLAY, room, seq))))
                .map(found -> found.records().stream()
                        .findFirst()
                        .flatMap(Overlays.OVERLAY::readIfValid)
                        .map(Overlay::edits)
                        .map(List::size)
                        .orElse(0));
    }

    /** With which emojis a user reacted to a message. */
    Future<List<String>> reactions(RoomId room, long seq, UserId user) {
        return records.get(
                        new Records.Get(List.of(Overlays.REACTION.key(room.value(), Overlays.reactionKey(seq, user)))))
                .map(found -> found.records().stream()
                        .findFirst()
                        .flatMap(Overlays.REACTION::readIfValid)
                        .map(Reaction::emojis)
                        .orElse(List.of()));
    }

    /** How many messages of a room are pinned; more than the most count as the most. */
    Future<Integer> pins(RoomId room) {
        return records.list(new Records.ListOf(room.value(), Overlays.PIN.name(), null, MessageChanges.MAX_PINS))
                .map(found -> found.records().size());
    }
}
