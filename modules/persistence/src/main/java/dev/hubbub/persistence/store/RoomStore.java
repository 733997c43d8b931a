// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.Map;

/**
 * Stores snapshots of rooms. They are derived from the log: a lost or old snapshot only costs time. The implementer
 * never blocks the caller, and fails with UNAVAILABLE when the store is unreachable.
 */
public interface RoomStore {

    /** The snapshot of a room, or {@link RoomSnapshot#none}. */
    Future<RoomSnapshot> find(RoomId room);

    /** Replaces the snapshot of a room. The head never goes back, in whatever order writers write. */
    Future<Void> save(RoomSnapshot snapshot);

    /** Raises the heads of snapshots; where a room has no snapshot, creates one with only the head. */
    Future<Void> raiseHeads(Map<RoomId, Long> heads);
}
