// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.Rooms.Add;
import dev.hubbub.contract.rooms.Rooms.Added;
import dev.hubbub.contract.rooms.Rooms.Join;
import dev.hubbub.contract.rooms.Rooms.Joined;
import dev.hubbub.contract.rooms.Rooms.Kick;
import dev.hubbub.contract.rooms.Rooms.Kicked;
import dev.hubbub.contract.rooms.Rooms.Leave;
import dev.hubbub.contract.rooms.Rooms.Left;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;

/**
 * Carries out joins, leaves, adds and kicks: judges by the room as it is now, stores the change, and judges again when
 * the members changed in between. A change has its room to itself, since what follows depends on it.
 */
final class MembershipChanges {
    private final ChangeRule join;
    private final ChangeRule leave = new LeaveRule();
    private final ChangeRule add;
    private final ChangeRule kick = new KickRule();
    private final RoomQuota quota;
    private final RoomLog log;
    private final Door door;
    private final RoomTurns turns;
    private final Standings standings;

    private record Wish(RoomId room, Caller caller, UserId user, ChangeRule rule) {
        List<UserId> concerned() {
            return Stream.of(caller.user(), user).distinct().toList();
        }
    }

    MembershipChanges(Seats seats, RoomQuota quota, RoomLog log, RoomTurns turns, Standings standings) {
        this.join = new JoinRule(seats);
        this.add = new AddRule(seats);
        this.quota = quota;
        this.log = log;
        this.door = new Door(log);
        this.turns = turns;
        this.standings = standings;
    }

    Future<Joined> join(Caller caller, Join body) {
        return grant(new Wish(body.room(), caller, caller.user(), join))
                .map(done -> new Joined(body.room(), done.seq(), done.role()));
    }

    Future<Left> leave(Caller caller, Leave body) {
        return grant(new Wish(body.room(), caller, caller.user(), leave))
                .map(done -> new Left(body.room(), done.seq()));
    }

    Future<Added> add(Caller caller, Add body) {
        return grant(new Wish(body.room(), caller, body.user(), add)).map(done -> new Added(body.room(), done.seq()));
    }

    Future<Kicked> kick(Caller caller, Kick body) {
        return grant(new Wish(body.room(), caller, body.user(), kick)).map(done -> new Kicked(body.room(), done.seq()));
    }

    private Future<Outcome> grant(Wish wish) {
        return turns.alone(wish.room(), () -> judge(wish, 1));
    }

    private Future<Outcome> judge(Wish wish, int judgement) {
        return door.look(wish.caller(), wish.room(), wish.concerned())
                .compose(seen -> change(wish, seen, judgement))
                .recover(cause -> Staleness.is(cause) && judgement < Staleness.MAX_JUDGEMENTS
                        ? judge(wish, judgement + 1)
                        : Future.failedFuture(Staleness.shown(cause)));
    }

    private Future<Outcome> change(Wish wish, MessageLog.Room seen, int judgement) {
        standings.learn(seen);
        Verdict verdict = wish.rule().judge(seen, wish.caller(), wish.user());
        if (verdict.change() == null) {
            return Future.succeededFuture(new Outcome(
                    wish.user(), verdict.present().since(), verdict.present().role()));
        }
        Entry entry = Entry.membership(verdict.change(), wish.room(), wish.caller(), wish.user());
        if (verdict.change() != Entry.Kind.JOINED) {
            return store(wish, seen, entry, null);
        }
        Future<Void> counted = judgement > 1
                ? Future.succeededFuture() // that was found out before
                : quota.requireOneMore(wish.caller(), List.of(wish.user()));
        return counted.compose(allowed -> store(wish, seen, entry, Role.MEMBER));
    }

    private Future<Outcome> store(Wish wish, MessageLog.Room seen, Entry entry, Role role) {
        return log.append(new MessageLog.Append(entry, seen.membership()))
                .map(stored -> new Outcome(wish.user(), stored.seq(), role))
                .onSuccess(done -> standings.changed(wish.room(), seen.membership(), done));
    }
}
