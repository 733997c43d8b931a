// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.Map;

/**
 * Snapshots of rooms. Derived from the log: losing one, or keeping an older one, costs time and nothing else. The
 * implementer never blocks the caller, and fails with UNAVAILABLE where the store cannot be reached.
 */
public interface RoomStore {

    /** The snapshot of a room; {@link RoomSnapshot#none} where there is none. */
    Future<RoomSnapshot> find(RoomId room);

    /** Replaces the snapshot of a room. Its head never goes back, whatever the order in which writers come. */
    Future<Void> save(RoomSnapshot snapshot);

    /** Raises the heads of snapshots, and makes one that knows nothing else where there is none. */
    Future<Void> raiseHeads(Map<RoomId, Long> heads);
}
