// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.Log;
import io.vertx.core.Future;

/**
 * The message log, as access needs it. What is asked here about one room is answered in the order of asking: a
 * description tells of every entry whose append was asked for before.
 */
interface RoomLog {
    /** Fails with STALE when the room's members changed after the given membership entry. */
    Future<Log.Appended> append(Log.Append append);

    /** Fails with NOT_FOUND when there is no such room. */
    Future<Log.Room> describe(Log.Describe describe);

    Future<Log.Slice> read(Log.Read read);

    Future<Log.UserRooms> rooms(Log.RoomsOf user);

    Future<Log.People> recall(Log.Recall users);
}
