// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.RoomId;
import java.util.List;
import java.util.Map;

/**
 * What came of following many rooms in one request.
 *
 * @param outcomes in the order asked
 * @param feeds one for each room asked; that of a refused room is over
 */
public record Resumption(List<Session.Outcome> outcomes, Map<RoomId, Feed> feeds) {
    public Resumption {
        outcomes = List.copyOf(outcomes);
        feeds = Map.copyOf(feeds);
    }

    /** The feed of a room that was asked for. */
    public Feed feed(RoomId room) {
        return feeds.get(room);
    }
}
