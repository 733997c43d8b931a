// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.conversations;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.store.FutureBatches;
import dev.hubbub.contract.lists.RoomLists.Info;
import dev.hubbub.contract.lists.RoomLists.Seen;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Adds to the rows of direct rooms what the caller sees of the other user. A list does without it where presence does not
 * answer soon.
 */
final class DirectPresence {
    private static final long MILLIS = 500;
    private static final int ROOMS_AT_A_TIME = 32;

    private final ConversationClient client;
    private final PresenceBatches batches;

    DirectPresence(ConversationClient client) {
        this.client = client;
        this.batches = new PresenceBatches(client::presence, MILLIS);
    }

    /** How many lookups are in flight or wait. */
    int lookups() {
        return batches.size();
    }

    /**
     * The rows, in the same order, with the presence of those others of whom it is not known. Who is only invited has not agreed
     * to be seen.
     */
    Future<List<Info>> added(List<Info> rows) {
        List<Info> lacking = rows.stream().filter(DirectPresence::lacksPresence).toList();
        return lacking.isEmpty()
                ? Future.succeededFuture(rows)
                : joined(lacking)
                        .compose(batches::states)
                        .map(states -> added(rows, states))
                        .timeout(MILLIS, TimeUnit.MILLISECONDS)
                        .recover(cause -> Future.succeededFuture(rows));
    }

    /** Those others who are members. */
    private Future<List<UserId>> joined(List<Info> rows) {
        return FutureBatches.run(rows, ROOMS_AT_A_TIME, this::isOtherJoined)
                .map(joined -> IntStream.range(0, rows.size())
                        .filter(joined::get)
                        .mapToObj(rows::get)
                        .map(Info::user)
                        .toList());
    }

    /** A room that keeps its members beside the log is asked: its row does not count them. */
    private Future<Boolean> isOtherJoined(Info row) {
        UserId other = Objects.requireNonNull(row.user());
        return row.members() != null
                ? Future.succeededFuture(row.members() > 1)
                : client.describe(new MessageLog.Describe(row.room(), List.of(other)))
                        .map(found -> RoomLookup.findMember(found, other).isPresent())
                        .otherwise(false);
    }

    private static boolean lacksPresence(Info row) {
        return row.user() != null && row.presence() == null;
    }

    private static List<Info> added(List<Info> rows, Map<UserId, State> states) {
        return rows.stream()
                .map(row -> {
                    State state = lacksPresence(row) ? states.get(row.user()) : null;
                    return state == null
                            ? row
                            : row.seen(new Seen(state.online(), state.status(), state.text(), state.lastSeen()));
                })
                .toList();
    }
}
