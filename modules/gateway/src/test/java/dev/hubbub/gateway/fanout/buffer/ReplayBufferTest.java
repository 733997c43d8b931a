// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ReplayBufferTest {
    private static final RoomId TEA = new RoomId("tea");

    private final ReplayBuffer recent = new ReplayBuffer(1_000_000);

    private static RoomEntry entry(RoomId room, long seq, int length) {
        Entry entry = MessageEntry.KIND.entry(room, Caller.of("ann"), new ClientId("c" + seq), "x".repeat(length));
        return RoomEntry.of(entry.stored(seq, Instant.EPOCH));
    }

    @Test
    void largeEntriesAreKeptByTheirLength() {
        for (long seq = 1; seq <= 20; seq++) {
            recent.add(entry(TEA, seq, 60_000));
        }
        assertThat(recent.from(TEA, 17, 100)).extracting(RoomEntry::seq).containsExactly(17L, 18L, 19L, 20L);
        assertThat(recent.from(TEA, 16, 100)).isEmpty();
        assertThat(recent.size()).isBetween(240_000L, (long) ReplayBuffer.MAX_LENGTH);
        recent.add(entry(TEA, 21, 300_000));
        assertThat(recent.from(TEA, 21, 1)).as("larger than what may be kept").isEmpty();
        assertThat(recent.size()).isZero();
    }

    @Test
    void allRoomsTogetherAreBoundedAndTheSilentOnesGoFirst() {
        for (int i = 0; i < 10; i++) {
            recent.add(entry(new RoomId("r" + i), 1, 150_000));
            recent.add(entry(new RoomId("r0"), 2 + i, 10));
        }
        assertThat(recent.size()).isLessThanOrEqualTo(1_000_000);
        assertThat(recent.from(new RoomId("r1"), 1, 1)).isEmpty();
        assertThat(recent.from(new RoomId("r9"), 1, 1)).hasSize(1);
        assertThat(recent.from(new RoomId("r0"), 11, 1)).hasSize(1);
    }

    @Test
    void nothingIsKeptAcrossAHoleOrOfARoomThatNobodyFollows() {
        recent.add(entry(TEA, 1, 10));
        recent.add(entry(TEA, 3, 10));
        assertThat(recent.from(TEA, 1, 1)).isEmpty();
        assertThat(recent.from(TEA, 3, 10)).hasSize(1);
        recent.forget(TEA);
        recent.forget(TEA);
        assertThat(recent.from(TEA, 3, 10)).isEmpty();
        assertThat(recent.size()).isZero();
    }
}
