// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.RoomId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The result of following many rooms in one request.
 *
 * @param outcomes in the order of the request
 * @param feeds one for each room of the request; the feed of a refused room has ended
 */
public record Resumption(List<Session.Outcome> outcomes, Map<RoomId, Feed> feeds) {
    public Resumption {
        outcomes = List.copyOf(outcomes);
        feeds = Map.copyOf(feeds);
    }

    /** The feed of a room of the request. */
    public Feed feed(RoomId room) {
        return Objects.requireNonNull(feeds.get(room), () -> "no feed of " + room);
    }
}
