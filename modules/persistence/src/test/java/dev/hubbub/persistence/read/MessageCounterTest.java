// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.join;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.log.MessageCount;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import dev.hubbub.persistence.writer.TestEntries;
import dev.hubbub.persistence.writer.TestWriter;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A log of 300 entries, messages and joins by turns, that an older version of the hub has stored. */
@ExtendWith(VertxExtension.class)
final class MessageCounterTest {
    private static final int SIZE = 300;

    private final Store store = MemoryStore.create();
    private final MessageCounter counter = new MessageCounter(store.entries(), store.rooms());
    private final List<StoredEntry> counted = new ArrayList<>();

    @BeforeEach
    void number() {
        EntryHeader head = EntryHeader.NONE;
        for (int seq = 1; seq <= SIZE; seq++) {
            counted.add(TestEntries.next(request(seq), head, Instant.EPOCH));
            head = counted.get(counted.size() - 1).header();
        }
    }

    private static Append request(int seq) {
        if (seq == 1) {
            return newRoom(ROOM);
        }
        return seq % 2 == 0 ? say(ROOM, "ann", "c" + seq, 1) : join(ROOM, "user-" + seq, 1);
    }

    private static StoredEntry uncounted(StoredEntry entry) {
        return new StoredEntry(entry.entry(), entry.key(), entry.membership(), entry.previous(), MessageCount.UNKNOWN);
    }

    /** Those after this one have no count. */
    private void store(int known) throws Exception {
        store.entries()
                .append(IntStream.range(0, SIZE)
                        .mapToObj(i -> i < known ? counted.get(i) : uncounted(counted.get(i)))
                        .toList())
                .await(5, SECONDS);
    }

    private MessageCount upTo(long seq) throws Exception {
        return counter.upTo(List.of(new EntryId(ROOM, seq))).await(5, SECONDS).get(ROOM);
    }

    @Test
    void messagesOfAnOldLogAreCountedFromItsBeginning() throws Exception {
        store(0);

        for (int seq : List.of(1, 2, 3, 100, 101, 200, 201, SIZE)) {
            assertThat(upTo(seq))
                    .as("seq " + seq)
                    .isEqualTo(counted.get(seq - 1).count());
        }
    }

    @Test
    void messagesAreCountedFromTheNewestEntryThatHasTheNumber() throws Exception {
        store(150);

        for (int seq : List.of(149, 150, 151, 152, SIZE - 1, SIZE)) {
            assertThat(upTo(seq))
                    .as("seq " + seq)
                    .isEqualTo(counted.get(seq - 1).count());
        }
        EntryHeader head = uncounted(counted.get(SIZE - 1)).header();
        assertThat(counter.allCounted(Map.of(ROOM, head)).await(5, SECONDS))
                .isEqualTo(Map.of(ROOM, counted.get(SIZE - 1).header()));
    }

    @Test
    void roomThatDoesNotExistHasNoMessages() throws Exception {
        assertThat(upTo(7)).isEqualTo(MessageCount.NONE);
    }

    @Test
    void writerGoesOnFromAnOldLog(Vertx vertx) throws Exception {
        store(0);
        TestWriter writer = new TestWriter(vertx, store);

        Appended next = writer.append(say(ROOM, "ann", "next", SIZE - 1)).await(5, SECONDS);

        assertThat(next.seq()).isEqualTo(SIZE + 1);
        assertThat(next.messages()).isEqualTo(SIZE / 2 + 1);
        assertThat(store.entries().get(ROOM, List.of(SIZE + 1L)).await(5, SECONDS))
                .extracting(StoredEntry::count)
                .containsExactly(new MessageCount(SIZE / 2 + 1, SIZE + 1));
    }
}
