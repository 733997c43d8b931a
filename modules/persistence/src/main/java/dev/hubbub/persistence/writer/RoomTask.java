// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.error.HubException;

/** A request in the queue of a room. */
interface RoomTask {

    /**
     * Answers the request, or adds its entry to the batch.
     *
     * @return false if it stays first in the queue until the entries in flight are stored or the room has caught up
     */
    boolean run(RoomWriter writer, Batch batch);

    void fail(HubException cause);
}
