// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.error.HubException;

/** Something asked of one room, done when its turn comes. */
interface RoomTask {

    /**
     * Does it, or as much as goes into the batch.
     *
     * @return false where it stays first in line: until what the room has in flight is stored, or the room is caught up
     */
    boolean run(RoomWriter writer, Batch batch);

    void fail(HubException cause);
}
