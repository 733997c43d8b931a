// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.ephemeral;

import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.CompareShard;
import dev.hubbub.contract.messages.MessageLog.Known;
import dev.hubbub.contract.messages.MessageLog.Read;
import dev.hubbub.contract.messages.MessageLog.Slice;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.store.RecordStore;
import dev.hubbub.persistence.store.memory.MemoryStore;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Windows of rooms whose messages are not stored: their numbers and their bounds. */
final class EphemeralRoomsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05.006Z");

    private final RecordStore records = MemoryStore.create().records();
    private final EphemeralRooms rooms = new EphemeralRooms(records, () -> NOW);

    private static EphemeralWindow open(EphemeralRooms rooms, RoomId room) throws Exception {
        return rooms.open(room).await(5, SECONDS);
    }

    private static Entry message(RoomId room, int number, String text) {
        return say(room, "ann", "c" + number, text, 1).entry();
    }

    private static Slice read(EphemeralWindow window, long from, long to) {
        return window.read(new Read(TEA, from, to, false), (found, newestFirst) -> found);
    }

    private static List<Long> seqs(Slice slice) {
        return slice.entries().stream().map(Entry::seq).toList();
    }

    @Test
    void numbersOfALaterWindowAreLargerWhateverTheClockSays() throws Exception {
        EphemeralWindow first = open(rooms, TEA);
        assertThat(first.base()).isGreaterThan(MessageLog.FIRST_EPHEMERAL).isLessThan(1L << 53);
        assertThat(open(rooms, TEA)).as("there is one").isSameAs(first);
        long newest = first.add(message(TEA, 1, "x"), NOW).seq();
        assertThat(newest).isEqualTo(first.base() + 1);

        EphemeralRooms behind = new EphemeralRooms(records, () -> NOW.minusSeconds(600));
        EphemeralWindow second = open(behind, TEA);
        assertThat(second.base()).isGreaterThan(newest + 1_000_000);
        assertThat(open(new EphemeralRooms(records, () -> NOW), TEA).base()).isGreaterThan(second.base());
    }

    @Test
    void windowOnlyHoldsTheNewestEntriesAndSaysWhatIsGoneAndWhatIsLost() throws Exception {
        EphemeralWindow window = open(rooms, TEA);
        for (int i = 1; i <= EphemeralWindow.MAX_ENTRIES + 10; i++) {
            window.add(message(TEA, i, "x"), NOW);
        }
        long base = window.base();
        assertThat(window.head()).isEqualTo(base + EphemeralWindow.MAX_ENTRIES + 10);
        assertThat(read(window, base + 11, base + 13)).satisfies(slice -> {
            assertThat(seqs(slice)).containsExactly(base + 11, base + 12, base + 13);
            assertThat(slice.first()).isNull();
        });
        assertThat(read(window, base + 1, base + 12)).satisfies(slice -> {
            assertThat(seqs(slice)).containsExactly(base + 11, base + 12);
            assertThat(slice.first()).isEqualTo(base + 11);
            assertThat(slice.lost()).isNull();
        });
        assertThat(read(window, base - 5, base)).satisfies(slice -> {
            assertThat(slice.entries()).isEmpty();
            assertThat(slice.first()).isEqualTo(base + 11);
            assertThat(slice.lost()).isTrue();
        });
        assertThat(read(window, window.head() + 1, window.head() + 5)).isEqualTo(new Slice(List.of()));
    }

    @Test
    void largeEntriesAreBoundedTooAndTheNewestStays() throws Exception {
        EphemeralWindow window = open(rooms, TEA);
        for (int i = 0; i < 3; i++) {
            window.add(message(TEA, i, "x".repeat(EphemeralWindow.MAX_LENGTH)), NOW);
        }
        assertThat(seqs(read(window, window.base() + 1, window.head()))).containsExactly(window.head());
        assertThat(rooms.length()).isLessThan(2L * EphemeralWindow.MAX_LENGTH);
    }

    @Test
    void messageThatIsSentAgainIsFoundAsLongAsItIsHere() throws Exception {
        EphemeralWindow window = open(rooms, TEA);
        Entry sent = window.add(message(TEA, 0, "x"), NOW);
        assertThat(window.sentBefore(message(TEA, 0, "x"))).contains(sent);
        assertThat(window.sentBefore(message(TEA, 1, "x"))).isEmpty();
        assertThat(window.add(message(TEA, 2, "x"), NOW.minusSeconds(5)).at())
                .as("time never goes back")
                .isEqualTo(NOW);
        for (int i = 3; i <= EphemeralWindow.MAX_ENTRIES + 3; i++) {
            window.add(message(TEA, i, "x"), NOW);
        }
        assertThat(window.sentBefore(message(TEA, 0, "x"))).isEmpty();
    }

    @Test
    void allWindowsTogetherAreBounded() throws Exception {
        EphemeralRooms few = new EphemeralRooms(records, () -> NOW, 2, 3_000);
        open(few, TEA);
        open(few, new RoomId("jam"));
        few.find(TEA);
        open(few, new RoomId("pie"));
        assertThat(few.find(new RoomId("jam"))).as("was not used for longest").isEmpty();
        few.find(TEA).orElseThrow().add(message(TEA, 1, "x".repeat(2_000)), NOW);
        few.find(new RoomId("pie")).orElseThrow().add(message(new RoomId("pie"), 1, "x".repeat(2_000)), NOW);
        assertThat(few.size()).isEqualTo(1);
        assertThat(few.length()).isLessThan(3_000);
        assertThat(few.find(TEA)).isEmpty();
    }

    @Test
    void windowsOfShardsThatWentAwayAreLost() throws Exception {
        open(rooms, TEA).add(message(TEA, 1, "x"), NOW);
        rooms.retain(shard -> true);
        assertThat(rooms.size()).isEqualTo(1);
        rooms.retain(shard -> shard != Shard.of("tea"));
        assertThat(rooms.size() + rooms.length()).isZero();
    }

    @Test
    void roomIsBehindWhenThereIsMoreOrAllIsLost() throws Exception {
        EphemeralWindow window = open(rooms, TEA);
        long head = window.add(message(TEA, 1, "x"), NOW).seq();
        RoomId jam = new RoomId("jam");
        List<Long> known = LongStream.of(head, head - 1, head - 5_000).boxed().toList();
        for (long seq : known) {
            CompareShard question = new CompareShard(0, List.of(new Known(TEA, seq), new Known(jam, seq)));
            assertThat(rooms.behind(question).await(5, SECONDS).rooms())
                    .isEqualTo(seq < head ? List.of(TEA, jam) : List.of(jam));
        }
    }
}
