// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.search;

import static dev.hubbub.persistence.search.SearchFixture.seqs;
import static dev.hubbub.persistence.search.SearchFixture.texts;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newEphemeral;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry.Content;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.search.MessageSearch.Hits;
import dev.hubbub.contract.search.SearchIndex.Find;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.testing.TestChanges;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages are found by their words, over the bus, on a store. */
@ExtendWith(VertxExtension.class)
abstract class SearchContract {
    private static final RoomId OTHER = new RoomId("pantry");

    private final TestChanges changes = new TestChanges(ROOM);
    private SearchFixture log;

    protected abstract PersistenceConfig config();

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        log = new SearchFixture(vertx).deploy(config());
        log.append(newRoom(ROOM, "bob"));
        log.append(newRoom(OTHER, "bob"));
    }

    private static Find find(String query, List<RoomId> rooms, String before, int limit) {
        return new Find(query, rooms, null, null, null, null, before, limit);
    }

    @Test
    void aMessageIsFoundByItsWords() throws Exception {
        log.say(ROOM, "ann", "Where is the blue cup?");
        log.say(ROOM, "bob", "In the cupboard");
        log.say(ROOM, "bob", "the CUP, blue: Crème brûlée");

        log.awaitFound("blue cup", "the CUP, blue: Crème brûlée", "Where is the blue cup?");
        assertThat(texts(log.find("creme"))).hasSize(1);
        assertThat(texts(log.find("cup"))).as("whole words").hasSize(2);
        assertThat(texts(log.find("blue cupboard"))).isEmpty();
        Entry hit = log.find("blue cup").messages().get(1);
        assertThat(hit.fields()).containsEntry("matches", List.of(List.of(13, 17), List.of(18, 21)));
        assertThat(hit.sender()).isEqualTo(user("ann"));
    }

    @Test
    void anEditedMessageIsFoundByItsNewText() throws Exception {
        log.say(ROOM, "ann", "red apples");
        log.awaitFound("apples", "red apples");
        log.append(changes.edit("ann", 2, "green pears"));

        log.awaitFound("pears", "green pears");
        assertThat(log.find("apples").messages()).isEmpty();
        log.append(changes.edit("ann", 2, "red apples"));
        log.awaitFound("apples", "red apples");
        assertThat(log.find("pears").messages()).isEmpty();
    }

    @Test
    void aDeletedMessageIsNotFound() throws Exception {
        log.say(ROOM, "ann", "secret one");
        log.say(ROOM, "ann", "secret two");
        log.append(changes.edit("ann", 3, "secret three"));
        log.awaitFound("secret", "secret three", "secret one");
        log.append(changes.delete("ann", 3));

        assertThat(texts(log.find("secret"))).as("at once").containsExactly("secret one");
        log.append(changes.edit("ann", 3, "secret four"));
        log.say(ROOM, "ann", "secret five");
        log.awaitFound("secret", "secret five", "secret one");
    }

    @Test
    void messagesAreFoundBySenderKindAndTime() throws Exception {
        log.say(ROOM, "ann", "tea of ann");
        Appended second = log.say(ROOM, "bob", "tea of bob");
        Map<String, Object> url = Map.of("url", "https://pictures.example/tea.png");
        log.append(changes.message("ann", new Content("image", "tea", url, null, null, null, null, null, null)));
        log.append(changes.message("ann", new Content("x.tea", "tea", url, null, null, null, null, null, null)));
        log.awaitFound("tea", "tea", "tea", "tea of bob", "tea of ann");

        assertThat(seqs(found(user("ann").value(), null, null, null))).containsExactly(5L, 4L, 2L);
        assertThat(seqs(found(null, "image", null, null))).containsExactly(4L);
        assertThat(seqs(found(null, "x.tea", null, null))).containsExactly(5L);
        assertThat(seqs(found(null, "text", null, null))).containsExactly(3L, 2L);
        assertThat(seqs(found("ann", "text", null, null))).containsExactly(2L);
        assertThat(seqs(found("eve", null, null, null))).isEmpty();
        assertThat(seqs(found(null, null, second.at(), null))).contains(5L, 4L, 3L);
        assertThat(seqs(found(null, null, null, second.at()))).doesNotContain(5L, 4L, 3L);
        assertThat(seqs(found(null, null, Instant.MAX, null))).isEmpty();
        assertThat(seqs(found(null, null, Instant.MIN, Instant.MAX))).hasSize(4);
        assertThat(seqs(found(null, null, Instant.MAX, Instant.MIN))).isEmpty();
    }

    private Hits found(String sender, String kind, Instant since, Instant until) throws Exception {
        return log.find(
                new Find("tea", List.of(ROOM), sender == null ? null : user(sender), kind, since, until, null, 20));
    }

    @Test
    void messagesOfTheNamedRoomsAreFound() throws Exception {
        log.say(ROOM, "ann", "jam here");
        log.say(OTHER, "ann", "jam there");
        log.awaitFound("jam", "jam here");
        SearchFixture.await(() -> texts(log.find("jam", OTHER)), List.of("jam there"));

        List<RoomId> many = new ArrayList<>(
                IntStream.range(0, 998).mapToObj(n -> new RoomId("r" + n)).toList());
        many.addAll(List.of(ROOM, OTHER));
        assertThat(texts(log.find(find("jam", many, null, 20)))).containsExactlyInAnyOrder("jam there", "jam here");
        assertThat(texts(log.find("jam", OTHER))).containsExactly("jam there");
        assertThat(texts(log.find("jam", ROOM, OTHER))).containsExactlyInAnyOrder("jam there", "jam here");
        assertThat(texts(log.find("jam", many.get(0)))).isEmpty();
    }

    @Test
    void pagesHaveNeitherHolesNorDoubles() throws Exception {
        for (int n = 0; n < 25; n++) {
            log.say(n % 3 == 0 ? OTHER : ROOM, "ann", "page " + n);
        }
        List<RoomId> rooms = List.of(ROOM, OTHER);
        log.awaitFound("23", "page 23");
        SearchFixture.await(() -> texts(log.find("24", OTHER)), List.of("page 24"));

        List<String> all = new ArrayList<>();
        String next = null;
        do {
            Hits page = log.find(find("page", rooms, next, 4));
            assertThat(page.messages()).hasSizeLessThanOrEqualTo(4);
            all.addAll(texts(page));
            next = page.next();
        } while (next != null);
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 25).mapToObj(n -> "page " + n).toList());
    }

    @Test
    void onlyMessagesOfStoredRoomsAreFound() throws Exception {
        RoomId interview = new RoomId("interview");
        log.append(newEphemeral(interview, "bob"));
        log.say(interview, "ann", "salt");
        log.say(ROOM, "ann", "pepper");
        log.append(changes.reply("bob", 2, "salt in a thread"));

        log.awaitFound("salt", "salt in a thread");
        assertThat(log.find("salt", interview).messages()).isEmpty();
        assertThat(log.find("kitchen").messages()).as("the name of the room").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+$",
                "\"a\" OR \"b\"",
                "a* NEAR(b, 5) -x words:a",
                "{\"$regex\": \"a\"}",
                "_r1 _sann a",
                "'; DROP TABLE search; --",
                "\u202ea\u202c",
                "日本 a",
                "a\u0301\u0301\u0301"
            })
    void queriesHaveNoOtherMeaningThanTheirWords(String query) throws Exception {
        log.say(ROOM, "ann", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!");
        log.say(ROOM, "ann", "said: " + query);
        log.awaitFound("said", "said: " + query);

        assertThat(texts(log.find(query))).containsExactly("said: " + query);
    }

    @Test
    void textsOfAnyShapeAreFoundByTheirFirstWords() throws Exception {
        String words =
                String.join(" ", IntStream.range(0, 900).mapToObj(n -> "w" + n).toList());
        log.say(ROOM, "ann", "long " + words);
        log.say(ROOM, "ann", "long " + "x".repeat(9_000));
        log.say(ROOM, "ann", "long 日本語 $set.a \"quoted\" 'x' \\");

        log.awaitFound("long quoted 本語", "long 日本語 $set.a \"quoted\" 'x' \\");
        assertThat(seqs(log.find("w3 w400"))).containsExactly(2L);
        assertThat(seqs(log.find("x".repeat(200)))).containsExactly(3L);
        assertThat(seqs(log.find("語日"))).isEmpty();
    }
}
