// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.Cast.ANN;
import static dev.hubbub.access.Cast.BOB;
import static dev.hubbub.access.Cast.CLOSED;
import static dev.hubbub.access.Cast.EVE;
import static dev.hubbub.access.Cast.LOBBY;
import static dev.hubbub.access.Cast.SERVER;
import static dev.hubbub.access.Cast.done;
import static dev.hubbub.access.Cast.failure;
import static dev.hubbub.access.Cast.lobby;
import static dev.hubbub.access.Cast.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.Entry.Kind;
import dev.hubbub.contract.messages.Messages.Sent;
import dev.hubbub.contract.rooms.Rooms.Add;
import dev.hubbub.contract.rooms.Rooms.Join;
import dev.hubbub.contract.rooms.Rooms.Joined;
import dev.hubbub.contract.rooms.Rooms.Kick;
import dev.hubbub.contract.rooms.Rooms.Kicked;
import dev.hubbub.contract.rooms.Rooms.Leave;
import dev.hubbub.contract.rooms.Rooms.Left;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MembershipChangesTest {
    private final FakeLog log = new FakeLog();
    private final RoomTurns turns = new RoomTurns(System::nanoTime);
    private final Standings standings = new Standings();
    private final MembershipChanges changes =
            new MembershipChanges(new Seats(3), new RoomQuota(2, log), log, turns, standings);
    private final Sending sending = new Sending(100, log, turns, standings);

    @BeforeEach
    void room() {
        log.force(lobby(BOB));
    }

    @Test
    void joiningTwiceIsHarmless() {
        Joined first = done(changes.join(EVE, new Join(LOBBY)));
        done(sending.send(EVE, say(LOBBY, "hello")));
        assertThat(done(changes.join(EVE, new Join(LOBBY)))).isEqualTo(first);
        assertThat(first.seq()).isEqualTo(2);
    }

    @Test
    void aJoinThatIsOutrunIsJudgedAgain() {
        log.beforeAppend(() -> log.force(Entry.membership(Kind.LEFT, LOBBY, BOB, BOB.user())));
        assertThat(done(changes.join(EVE, new Join(LOBBY))).seq()).isEqualTo(3);
    }

    @Test
    void theLastSeatIsTakenOnce() {
        log.beforeAppend(() -> log.force(
                Entry.membership(Kind.JOINED, LOBBY, ANN, Caller.of("zoe").user())));
        assertThat(failure(changes.join(EVE, new Join(LOBBY)))).isEqualTo("FORBIDDEN: room is full");
    }

    @Test
    void whoIsInAsManyRoomsAsAllowedEntersNoOther() {
        log.force(created("one", EVE));
        log.force(created("two", EVE));
        assertThat(failure(changes.join(EVE, new Join(LOBBY))))
                .isEqualTo("FORBIDDEN: you are in as many rooms as allowed");
        assertThat(done(changes.join(EVE, new Join(new RoomId("one")))).seq())
                .as("already a member")
                .isEqualTo(1);

        done(changes.leave(EVE, new Leave(new RoomId("two"))));
        assertThat(done(changes.join(EVE, new Join(LOBBY))).seq()).isEqualTo(2);
    }

    @Test
    void othersFillHalfOfTheRoomsAndTheServerAll() {
        log.force(created("one", EVE));
        assertThat(failure(changes.add(ANN, new Add(LOBBY, EVE.user()))))
                .isEqualTo("FORBIDDEN: " + EVE.user() + " cannot be put into more rooms");
        log.force(created("two", EVE));
        assertThat(done(changes.add(SERVER, new Add(LOBBY, EVE.user()))).seq()).isEqualTo(2);
    }

    @Test
    void whoCannotBeCountedIsLetIn() {
        log.force(created("one", EVE));
        log.force(created("two", EVE));
        log.loseRooms();
        assertThat(done(changes.join(EVE, new Join(LOBBY))).seq()).isEqualTo(2);
    }

    private static Entry created(String room, Caller owner) {
        return Entry.created(new RoomId(room), owner, new Entry.Details(room, Visibility.PUBLIC, List.of()));
    }

    @Test
    void messagesAfterAJoinAreJudgedByIt() {
        Promise<Void> slow = Promise.promise();
        log.delayDescription(slow.future());
        Future<Joined> joined = changes.join(EVE, new Join(LOBBY));
        Future<Sent> sent = sending.send(EVE, say(LOBBY, "hello"));
        slow.complete();
        assertThat(done(joined).seq()).isEqualTo(2);
        assertThat(done(sent).seq()).isEqualTo(3);
        assertThat(log.descriptions())
                .as("the join taught what the message needs")
                .hasSize(1);
    }

    @Test
    void messagesBeforeAKickAreStoredBeforeIt() {
        done(sending.send(BOB, say(LOBBY, "zero")));
        log.force(Entry.membership(Kind.JOINED, LOBBY, EVE, EVE.user())); // makes "one" stale
        Promise<Void> slow = Promise.promise();
        log.delayAppend(slow.future());
        Future<Sent> before = sending.send(BOB, say(LOBBY, "one"));
        Future<Kicked> kicked = changes.kick(ANN, new Kick(LOBBY, BOB.user()));
        Future<Sent> after = sending.send(BOB, say(LOBBY, "two"));
        slow.complete();
        assertThat(done(before).seq()).isEqualTo(4);
        assertThat(done(kicked).seq()).isEqualTo(5);
        assertThat(failure(after)).isEqualTo(CLOSED);
    }

    @Test
    void anOwnerlessRoomGoesOn() {
        Left left = done(changes.leave(ANN, new Leave(LOBBY)));
        assertThat(left.seq()).isEqualTo(2);
        assertThat(done(sending.send(BOB, say(LOBBY, "hello"))).seq()).isEqualTo(3);
        assertThat(done(changes.join(ANN, new Join(LOBBY))).role()).hasToString("member");
    }
}
