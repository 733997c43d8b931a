// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.error.HubException;

/** Something asked of one room, done when its turn comes. */
interface Work {

    /**
     * Does it, or as much as goes into the batch.
     *
     * @return false where it stays first in line: until what the room has in flight is stored, or the room is caught up
     */
    boolean proceed(RoomWriter room, Batch batch);

    void fail(HubException cause);
}
