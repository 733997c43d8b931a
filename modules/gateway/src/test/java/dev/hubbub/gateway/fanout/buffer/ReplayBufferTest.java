// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.DeletedEntry;
import dev.hubbub.contract.entries.EditedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKind;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.entries.PinnedEntry;
import dev.hubbub.contract.entries.ReactedEntry;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import java.time.Instant;
import java.util.List;
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
    void textsThatWereReplacedOrDeletedAreNotKept() {
        for (long seq = 1; seq <= 3; seq++) {
            recent.add(entry(TEA, seq, 10));
        }
        recent.add(change(EditedEntry.KIND, new EditedEntry.Content(2, "new", null, null, null), 4));
        assertThat(seqs(1)).as("the run ends before what is to be read again").containsExactly(1L);
        assertThat(seqs(2)).isEmpty();
        assertThat(seqs(3)).containsExactly(3L, 4L);
        recent.add(change(EditedEntry.KIND, new EditedEntry.Content(2, "newer", null, null, null), 5));
        assertThat(seqs(3)).as("without the earlier edit").containsExactly(3L);
        assertThat(seqs(5)).containsExactly(5L);
        recent.add(change(DeletedEntry.KIND, new DeletedEntry.Content(2), 6));
        assertThat(seqs(5)).isEmpty();
        assertThat(seqs(6)).containsExactly(6L);
    }

    @Test
    void changeThatComesBeforeItsTurnIsHeededAtOnceAndTheNextEntryIsKept() {
        recent.add(entry(TEA, 1, 10));
        long kept = recent.size();
        recent.add(entry(TEA, 2, 10));
        recent.dropOutdated(change(DeletedEntry.KIND, new DeletedEntry.Content(2), 9));
        assertThat(recent.size()).isEqualTo(kept);
        recent.add(entry(TEA, 3, 10));
        assertThat(seqs(1)).containsExactly(1L);
        assertThat(seqs(3)).containsExactly(3L);
        recent.dropOutdated(change(DeletedEntry.KIND, new DeletedEntry.Content(7), 9));
        assertThat(seqs(3)).containsExactly(3L);
    }

    @Test
    void reactionsAndPinsLeaveTheirMessageSinceTheyFollowItInAReplay() {
        recent.add(entry(TEA, 1, 10));
        recent.add(change(ReactedEntry.KIND, new ReactedEntry.Content(1, "+1", true), 2));
        recent.add(change(PinnedEntry.KIND, new PinnedEntry.Content(1, true), 3));
        assertThat(seqs(1)).containsExactly(1L, 2L, 3L);
    }

    private List<Long> seqs(long from) {
        return recent.from(TEA, from, 100).stream().map(RoomEntry::seq).toList();
    }

    private static <P extends Record> RoomEntry change(EntryKind<P> kind, P content, long seq) {
        return RoomEntry.of(kind.entry(TEA, Caller.of("ann"), content).stored(seq, Instant.EPOCH));
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
