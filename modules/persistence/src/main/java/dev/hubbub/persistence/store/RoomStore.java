// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;

/**
 * Stores snapshots of rooms, and their floors. Snapshots are derived from the log: a lost or old one only costs time. The implementer
 * never blocks the caller, and fails with UNAVAILABLE when the store is unreachable.
 */
public interface RoomStore {

    /** The snapshot of a room, or {@link RoomSnapshot#none}; never one from before its floor. */
    Future<RoomSnapshot> find(RoomId room);

    /** The snapshots of those rooms that have one, without the members. At most 500 rooms, each once. */
    Future<Map<RoomId, RoomSummary>> summaries(Collection<RoomId> rooms);

    /**
     * Replaces the snapshot of a room. The head never goes back, in whatever order writers write; up to where effects are written
     * is what {@link #raiseFolded} says.
     */
    Future<Void> save(RoomSnapshot snapshot);

    /** Raises the heads of snapshots; where a room has no snapshot, creates one with only the head. */
    Future<Void> raiseHeads(Map<RoomId, Long> heads);

    /** Says up to which entry with effects all effects are written; an older one changes nothing. */
    Future<Void> raiseFolded(RoomId room, long folded);

    /** The floor of a room, or {@link RoomFloor#none}. */
    Future<RoomFloor> floor(RoomId room);

    /**
     * Raises the floor of a room; a lower one changes nothing. It must not be lost: nothing else tells where the log begins.
     * The caller makes sure that the entry {@link RoomFloor#first} is stored, that the rooms of users know all changes
     * below it, and that no feed is still about to send those entries. When the future completes, entries below the floor
     * may be deleted, one after the other, the oldest first.
     */
    Future<Void> raiseFloor(RoomFloor floor);
}
