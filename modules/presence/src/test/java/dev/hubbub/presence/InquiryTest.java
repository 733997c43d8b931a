// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import static dev.hubbub.presence.Cast.ANN;
import static dev.hubbub.presence.Cast.done;
import static dev.hubbub.presence.Cast.lookup;
import static dev.hubbub.presence.Cast.shard;
import static dev.hubbub.presence.Cast.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.Shard;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InquiryTest {
    private static final int MINE = 7;

    private final HeldTime time = new HeldTime();
    private final FakeNeighbours neighbours = new FakeNeighbours();
    private final Attendance attendance = new Attendance(
            new Attendance.Setting(new PresenceConfig(8_000, 3_000, 5_000), time, 8_000, shard -> shard == MINE),
            new Announcements(neighbours, time, shard -> true),
            new LastSeen(neighbours, time));
    private final Inquiry inquiry = new Inquiry(neighbours, time, shard -> shard == MINE, attendance);

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            time.pass(1_000);
            inquiry.step();
        }
    }

    private void everybodyAnswers() {
        IntStream.range(0, Shard.COUNT).forEach(shard -> neighbours.online.put(shard, List.of()));
    }

    private static List<Integer> others() {
        return IntStream.range(0, Shard.COUNT)
                .boxed()
                .filter(shard -> shard != MINE)
                .toList();
    }

    @Test
    void lateNodeLearnsAtOnceWhoIsOnline() {
        neighbours.online.put(shard(ANN), users(ANN));
        inquiry.begin();
        assertThat(neighbours.asked).containsExactlyInAnyOrderElementsOf(others());
        assertThat(done(attendance.lookup(lookup(ANN))).users().get(0).online()).isTrue();
    }

    @Test
    void everyShardOfOthersIsAskedAgainEachRound() {
        everybodyAnswers();
        inquiry.begin();
        neighbours.asked.clear();
        pass(Shard.COUNT);
        assertThat(neighbours.asked).containsExactlyInAnyOrderElementsOf(others());
        neighbours.online.put(shard(ANN), users(ANN));
        pass(Shard.COUNT);
        assertThat(done(attendance.lookup(lookup(ANN))).users().get(0).online()).isTrue();
    }

    @Test
    void shardsThatDidNotAnswerComeFirst() {
        everybodyAnswers();
        neighbours.online.remove(20);
        inquiry.begin();
        neighbours.asked.clear();
        pass(2);
        neighbours.online.put(20, List.of());
        pass(2);
        assertThat(neighbours.asked.subList(0, 3)).containsOnly(20);
        assertThat(neighbours.asked.get(3)).isEqualTo(21);
    }
}
