// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.records.Records.ListOf;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import dev.hubbub.persistence.testing.ManualClock;
import dev.hubbub.persistence.testing.TestChanges;
import dev.hubbub.persistence.testing.TestRequests;
import dev.hubbub.persistence.writer.TestEntries;
import dev.hubbub.persistence.writer.TestWriter;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Requests for one room, the same for the same seed: it is made, then messages, replies, mentions and all kinds of changes
 * follow, also of what is deleted or not there.
 */
public final class ChangeScenario {
    /** The time of all entries. */
    public static final InstantSource CLOCK = new ManualClock();

    private static final List<String> USERS = List.of("ann", "bob", "cyn");
    private static final List<String> EMOJIS = List.of("x", "y", "z");
    private static final int TARGETS = 8;

    private final RoomId room;
    private final TestChanges changes;
    private final Random random;
    private final List<Append> requests = new ArrayList<>();

    public ChangeScenario(RoomId room, long seed) {
        this.room = room;
        changes = new TestChanges(room);
        random = new Random(seed);
        requests.add(TestRequests.newRoom(room, "bob", "cyn"));
    }

    /** The request whose entry gets this number. */
    public Append request(long seq) {
        while (requests.size() < seq) {
            requests.add(next(requests.size() + 1));
        }
        return requests.get((int) seq - 1);
    }

    private Append next(int seq) {
        String user = USERS.get(random.nextInt(USERS.size()));
        String other = USERS.get(random.nextInt(USERS.size()));
        long target = seq < TARGETS ? 2 : Math.max(2, seq - random.nextInt(TARGETS));
        String text = text(seq);
        return switch (random.nextInt(10)) {
            case 0 -> changes.reply(user, target, text);
            case 1 -> changes.mention(user, text, other, "dan");
            case 2 -> changes.mentionRoom(user, text);
            case 3, 4 -> changes.react(user, target, EMOJIS.get(random.nextInt(3)), random.nextInt(3) > 0);
            case 5 -> changes.pin(user, target, random.nextBoolean());
            case 6 -> changes.edit(user, target, text, other);
            case 7 -> changes.edit(user, target, text);
            case 8 -> changes.delete(user, target);
            default -> TestRequests.say(room, user, "c" + seq, text, 1);
        };
    }

    /** The text of the entry with this number, if it has one. */
    public static String text(long seq) {
        return "text-" + seq + "-of-the-scenario";
    }

    /** Stores the first entries of the room, and none of their effects. */
    public void writeLog(Store store, long head) throws Exception {
        List<StoredEntry> log = new ArrayList<>();
        EntryHeader last = EntryHeader.NONE;
        for (long seq = 1; seq <= head; seq++) {
            StoredEntry next = TestEntries.next(request(seq), last, CLOCK.instant());
            log.add(next);
            last = next.header();
        }
        store.entries().append(log).await(10, SECONDS);
    }

    /** What the records of the room are after so many entries, if nothing fails. */
    public Map<String, String> expected(Vertx vertx, long head) throws Exception {
        Store store = MemoryStore.create();
        TestWriter writer = new TestWriter(vertx, store, PersistenceConfig.inMemory(), CLOCK);
        for (long seq = 1; seq <= head; seq++) {
            writer.append(request(seq)).await(5, SECONDS);
        }
        return records(store);
    }

    /** The records of the room, with their ranks. */
    public Map<String, String> records(Store store) throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (String kind : List.of("overlay", "thread", "pin", "reaction", "roomMentions")) {
            store.records()
                    .list(new ListOf(room.value(), kind, null, null))
                    .await(5, SECONDS)
                    .forEach(record -> found.put(name(record), text(record)));
        }
        for (String user : List.of("ann", "bob", "cyn", "dan")) {
            store.records()
                    .get(List.of(Overlays.MENTIONS.key(user, room.value())))
                    .await(5, SECONDS)
                    .forEach(record -> found.put(name(record), text(record)));
        }
        return found;
    }

    private static String name(StoredRecord record) {
        return record.key().scope()
                + ' '
                + record.key().kind()
                + ' '
                + record.key().key();
    }

    private static String text(StoredRecord record) {
        return record.rank() + " " + record.json().encode();
    }
}
