// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.Cast.ANN;
import static dev.hubbub.access.Cast.BOB;
import static dev.hubbub.access.Cast.EVE;
import static dev.hubbub.access.Cast.LOBBY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StandingsTest {
    private final Standings standings = new Standings();

    private static MessageLog.Room room(RoomId room, long membership, Caller... members) {
        List<Member> all = Stream.of(members)
                .map(caller -> new Member(caller.user(), Role.MEMBER, 1, null))
                .toList();
        return new MessageLog.Room(room, "Room", Visibility.PUBLIC, 20, membership, 9, all);
    }

    @Test
    void nothingIsKnownOfStrangers() {
        standings.learn(room(LOBBY, 3, ANN));
        assertThat(standings.memberAsOf(LOBBY, ANN.user())).hasValue(3);
        assertThat(standings.memberAsOf(LOBBY, BOB.user())).isEmpty();
        assertThat(standings.membership(LOBBY)).hasValue(3);
    }

    @Test
    void changesThroughHereKeepWhatIsKnownOfOthers() {
        standings.learn(room(LOBBY, 3, ANN, BOB));
        standings.changed(LOBBY, 3, new Outcome(BOB.user(), 5, null));
        standings.changed(LOBBY, 5, new Outcome(EVE.user(), 8, Role.MEMBER));
        assertThat(standings.memberAsOf(LOBBY, ANN.user())).hasValue(8);
        assertThat(standings.memberAsOf(LOBBY, EVE.user())).hasValue(8);
        assertThat(standings.memberAsOf(LOBBY, BOB.user())).isEmpty();
    }

    @Test
    void changesElsewhereEndWhatIsKnown() {
        standings.learn(room(LOBBY, 3, ANN, BOB));
        standings.learn(room(LOBBY, 6, ANN));
        assertThat(standings.memberAsOf(LOBBY, ANN.user())).hasValue(6);
        assertThat(standings.memberAsOf(LOBBY, BOB.user())).isEmpty();
    }

    @Test
    void aChangeOnTopOfAnotherEraTeachesNothing() {
        standings.learn(room(LOBBY, 6, ANN));
        standings.changed(LOBBY, 3, new Outcome(BOB.user(), 9, Role.MEMBER));
        assertThat(standings.membership(LOBBY)).hasValue(6);
        assertThat(standings.memberAsOf(LOBBY, BOB.user())).isEmpty();
    }

    @Test
    void whatWasLearntAfterwardsIsNotForgotten() {
        standings.learn(room(LOBBY, 6, ANN));
        standings.forget(LOBBY, 3);
        assertThat(standings.memberAsOf(LOBBY, ANN.user())).hasValue(6);
        standings.forget(LOBBY, 6);
        assertThat(standings.memberAsOf(LOBBY, ANN.user())).isEmpty();
    }

    @Test
    void knowledgeIsBounded() {
        Standings small = new Standings(10, 10);
        IntStream.range(0, 1_000).forEach(n -> small.learn(room(new RoomId("r" + n), 1, ANN)));
        long known = IntStream.range(0, 1_000)
                .filter(n -> small.membership(new RoomId("r" + n)).isPresent())
                .count();
        assertThat(known).isLessThanOrEqualTo(10);
    }
}
