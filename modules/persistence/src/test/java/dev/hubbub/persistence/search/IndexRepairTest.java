// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.search;

import static dev.hubbub.persistence.search.SearchFixture.seqs;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Describe;
import dev.hubbub.contract.search.MessageSearch.Hits;
import dev.hubbub.contract.search.SearchIndex.Find;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.store.sqlite.TestDirectory;
import dev.hubbub.persistence.testing.TestChanges;
import dev.hubbub.testkit.process.JavaProcess;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages that are not in the index are added to it: when a room is loaded, and by and by. */
@ExtendWith(VertxExtension.class)
final class IndexRepairTest {
    private final TestDirectory directory = new TestDirectory();
    private final TestChanges changes = new TestChanges(ROOM);

    @AfterEach
    void delete() {
        directory.close();
    }

    private SearchFixture withoutSearch(Vertx vertx) throws Exception {
        return new SearchFixture(vertx).deploy(directory.config().withoutSearch());
    }

    @Test
    void messagesOfAStoreWithoutAnIndexAreAdded(Vertx vertx) throws Exception {
        SearchFixture before = withoutSearch(vertx);
        before.append(newRoom(ROOM));
        for (int n = 2; n < 250; n++) {
            before.say(ROOM, "ann", "old message " + n);
        }
        before.append(changes.edit("ann", 2, "new message"));
        before.append(changes.delete("ann", 3));
        assertThat(SearchFixture.refusal(() -> before.find("old"))).startsWith("FORBIDDEN: this hub has no search");
        before.undeploy();

        SearchFixture after = new SearchFixture(vertx).deploy(directory.config());
        after.awaitFound("248", "old message 248");
        after.awaitFound("new", "new message");
        assertThat(all(after, "message", ROOM)).hasSize(247).doesNotContain(3L);
        assertThat(seqs(after.find("old 2"))).isEmpty();
    }

    @Test
    void changesWithoutASearchAreMadeUpFor(Vertx vertx) throws Exception {
        SearchFixture first = new SearchFixture(vertx).deploy(directory.config());
        first.append(newRoom(ROOM));
        first.say(ROOM, "ann", "first text");
        first.say(ROOM, "ann", "second text");
        first.awaitFound("text", "second text", "first text");
        first.undeploy();
        SearchFixture without = withoutSearch(vertx);
        without.append(changes.edit("ann", 2, "third text"));
        without.append(changes.delete("ann", 3));
        without.undeploy();

        SearchFixture last = new SearchFixture(vertx).deploy(directory.config());
        assertThat(last.find("second").messages()).as("at once").isEmpty();
        assertThat(last.find("first").messages()).isEmpty();
        last.awaitFound("third", "third text");
    }

    @Test
    void whatAKilledProcessLeftIsAdded(Vertx vertx) throws Exception {
        try (JavaProcess program = SearchProgram.command(directory.path()).start()) {
            program.awaitLine(Pattern.compile("acked room-0 150$"));
            program.kill();
            assertThat(program.output()).noneMatch(line -> line.startsWith("refused"));
        }

        SearchFixture log = new SearchFixture(vertx).deploy(directory.config());
        for (int number = 0; number < SearchProgram.ROOMS; number++) {
            RoomId room = SearchProgram.room(number);
            Map<Long, String> texts = texts(log, room);
            SearchFixture.await(
                    () -> all(log, "said", room),
                    texts.entrySet().stream()
                            .filter(each -> each.getValue().startsWith("said"))
                            .map(Map.Entry::getKey)
                            .sorted()
                            .toList());
            SearchFixture.await(
                    () -> all(log, "edited", room),
                    texts.entrySet().stream()
                            .filter(each -> each.getValue().startsWith("edited"))
                            .map(Map.Entry::getKey)
                            .sorted()
                            .toList());
        }
    }

    /** What the messages of a room say now, by their seqs. */
    private static Map<Long, String> texts(SearchFixture log, RoomId room) throws Exception {
        long head = log.call(MessageLog.DESCRIBE, new Describe(room, List.of())).head();
        Map<Long, String> texts = new TreeMap<>();
        for (long from = 1; from <= head; from += 100) {
            for (Entry entry : log.call(MessageLog.READ, new MessageLog.Read(room, from, from + 99, false))
                    .entries()) {
                if (entry.event().equals("message") && entry.fields().get("text") instanceof String text) {
                    texts.put(entry.seq(), text);
                }
            }
        }
        return texts;
    }

    /** The seqs of all hits, in their order. */
    private static List<Long> all(SearchFixture log, String query, RoomId room) throws Exception {
        List<Long> found = new ArrayList<>();
        String next = null;
        do {
            Hits page = log.find(new Find(query, List.of(room), null, null, null, null, next, 100));
            found.addAll(seqs(page));
            next = page.next();
        } while (next != null);
        return found.stream().sorted().toList();
    }
}
