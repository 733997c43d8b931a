// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.testing.TestChanges;
import dev.hubbub.persistence.writer.TestWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is deleted is in the file of the store no more, once the write-ahead log is copied into it. */
@ExtendWith(VertxExtension.class)
final class SqliteErasureTest {
    private static final List<RoomId> ROOMS =
            IntStream.range(0, 4).mapToObj(n -> new RoomId("room-" + n)).toList();
    private static final int MESSAGES = 200;

    /** Longer than what fits beside others on a page of the file. */
    private static final String LONG = " and more".repeat(1_000);

    private final TestDirectory directory = new TestDirectory();

    @AfterEach
    void delete() {
        directory.close();
    }

    private static void appendAll(TestWriter writer, List<Append> requests) throws Exception {
        List<Future<Appended>> sent = writer.on(() -> Future.succeededFuture(
                        requests.stream().map(writer::appendNow).toList()))
                .await(5, SECONDS);
        Future.all(sent).await(20, SECONDS);
    }

    /** Messages of several rooms lie between each other; each third one is long, and each fifth one is edited. */
    private static void talk(TestWriter writer) throws Exception {
        appendAll(writer, ROOMS.stream().map(room -> newRoom(room)).toList());
        List<Append> talk = new ArrayList<>();
        for (int seq = 2; seq < MESSAGES; seq++) {
            for (RoomId room : ROOMS) {
                String text = text(room, seq) + (seq % 3 == 0 ? LONG : "");
                talk.add(say(room, "ann", "c" + seq, text, 1));
            }
        }
        appendAll(writer, talk);
        appendAll(
                writer,
                everyRoom(5, (changes, seq) -> changes.edit("ann", seq, "edited " + text(changes.room(), seq))));
    }

    private static String text(RoomId room, int seq) {
        return "said in " + room + " as " + seq + ".";
    }

    private interface Change {
        Append of(TestChanges changes, int seq);
    }

    private static List<Append> everyRoom(int step, Change change) {
        List<Append> all = new ArrayList<>();
        for (RoomId room : ROOMS) {
            TestChanges changes = new TestChanges(room);
            for (int seq = step; seq < MESSAGES; seq += step) {
                all.add(change.of(changes, seq));
            }
        }
        return all;
    }

    private String content() throws Exception {
        Path file = directory.path().resolve("hubbub.db");
        assertThat(directory.path().resolve("hubbub.db-wal")).doesNotExist();
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aDeletedTextIsNowhereInTheFile(Vertx vertx) throws Exception {
        Store store = directory.open(vertx);
        TestWriter writer = new TestWriter(vertx, store);
        talk(writer);
        store.close().await(20, SECONDS);
        for (RoomId room : ROOMS) {
            assertThat(content()).contains(text(room, 15), "edited " + text(room, 15), text(room, 9));
        }

        Store again = directory.open(vertx);
        appendAll(new TestWriter(vertx, again), everyRoom(3, (changes, seq) -> changes.delete("ann", seq)));
        again.close().await(20, SECONDS);

        String content = content();
        Set<String> found = Pattern.compile("said in room-\\d as \\d+\\.")
                .matcher(content)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        List<String> kept = ROOMS.stream()
                .flatMap(room ->
                        IntStream.range(2, MESSAGES).filter(seq -> seq % 3 != 0).mapToObj(seq -> text(room, seq)))
                .toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(kept);
        assertThat(content).doesNotContain(LONG);
    }
}
