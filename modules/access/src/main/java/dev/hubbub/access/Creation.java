// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.Entry.Details;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Rooms.Create;
import dev.hubbub.contract.rooms.Rooms.Created;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.List;

/** Creates rooms, under the id that the host app's server chose or under a drawn one. */
final class Creation {
    private static final int MAX_DRAWS = 3;

    private final CreateRule rule;
    private final RoomQuota quota;
    private final RoomLog log;
    private final RoomIds ids;

    Creation(CreateRule rule, RoomQuota quota, RoomLog log, RoomIds ids) {
        this.rule = rule;
        this.quota = quota;
        this.log = log;
        this.ids = ids;
    }

    Future<Created> create(Caller caller, Create create) {
        Details founding = rule.judge(caller, create);
        return quota.requireOneMore(caller, List.of(caller.user()))
                .compose(allowed -> quota.requireOneMore(caller, founding.members()))
                .compose(allowed -> found(caller, create, founding));
    }

    private Future<Created> found(Caller caller, Create create, Details founding) {
        return create.room() == null
                ? draw(caller, founding, 1)
                : found(create.room(), caller, founding)
                        .recover(cause -> Future.failedFuture(taken(cause) ? conflict() : cause));
    }

    private Future<Created> draw(Caller caller, Details founding, int draw) {
        return found(ids.draw(), caller, founding)
                .recover(cause -> taken(cause) ? drawAgain(caller, founding, draw) : Future.failedFuture(cause));
    }

    private Future<Created> drawAgain(Caller caller, Details founding, int draws) {
        return draws < MAX_DRAWS
                ? draw(caller, founding, draws + 1)
                : Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "no free room id found, try again"));
    }

    private Future<Created> found(RoomId room, Caller caller, Details founding) {
        return log.append(new MessageLog.Append(Entry.created(room, caller, founding), 0))
                .map(stored -> new Created(room, stored.seq()));
    }

    /** A room that is there has a membership entry after 0. */
    private static boolean taken(Throwable cause) {
        return Staleness.is(cause) || (cause instanceof HubException failure && failure.is(ErrorCode.CONFLICT));
    }

    private static HubException conflict() {
        return new HubException(ErrorCode.CONFLICT, "room: exists already (expected: an unused id)");
    }
}
