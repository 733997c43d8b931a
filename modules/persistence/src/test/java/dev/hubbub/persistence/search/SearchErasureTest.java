// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.search;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.persistence.store.sqlite.TestDirectory;
import dev.hubbub.persistence.testing.TestChanges;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Words of deleted messages are in the index of the embedded store no more. */
@ExtendWith(VertxExtension.class)
final class SearchErasureTest {
    private static final int MESSAGES = 60;

    private final TestDirectory directory = new TestDirectory();

    @AfterEach
    void delete() {
        directory.close();
    }

    private static String word(long seq) {
        return "w" + seq;
    }

    @Test
    void wordsGoWithTheirMessages(Vertx vertx) throws Exception {
        TestChanges changes = new TestChanges(ROOM);
        SearchFixture log = new SearchFixture(vertx).deploy(directory.config());
        log.append(newRoom(ROOM));
        for (long seq = 2; seq < MESSAGES; seq++) {
            log.say(ROOM, "ann", "every " + word(seq));
        }
        log.append(changes.edit("ann", 4, "every edited"));
        log.awaitFound("edited", "every edited");
        for (long seq = 2; seq < MESSAGES; seq += 2) {
            log.append(changes.delete("ann", seq));
        }
        log.say(ROOM, "ann", "last");
        log.awaitFound("last", "last");
        log.undeploy();

        List<String> expected = new ArrayList<>(List.of("every", "last"));
        IntStream.range(2, MESSAGES).filter(seq -> seq % 2 == 1).forEach(seq -> expected.add(word(seq)));
        assertThat(words()).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** All words that the index has, for any message. */
    private List<String> words() throws Exception {
        String file = "jdbc:sqlite:" + directory.path().resolve("hubbub.db").toUri();
        try (Connection connection = DriverManager.getConnection(file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, search, row)");
            List<String> words = new ArrayList<>();
            try (ResultSet rows =
                    statement.executeQuery("SELECT term FROM terms WHERE term NOT LIKE '\\_%' ESCAPE '\\'")) {
                while (rows.next()) {
                    words.add(rows.getString(1));
                }
            }
            return words;
        }
    }
}
