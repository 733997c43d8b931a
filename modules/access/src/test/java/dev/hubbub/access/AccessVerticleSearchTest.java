// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.MISSING_ROOM;
import static dev.hubbub.access.store.AccessFixtures.PRIVATE_ROOM;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.privateRoom;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Moderation;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.search.MessageSearch;
import dev.hubbub.contract.search.MessageSearch.Hits;
import dev.hubbub.contract.search.MessageSearch.Search;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The search for messages in a public and a private room; bob is in both. */
@ExtendWith(VertxExtension.class)
class AccessVerticleSearchTest {
    private AccessHarness harness;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        harness.store.appendUnchecked(publicRoom(BOB));
        harness.store.appendUnchecked(privateRoom(BOB));
        harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "tea for all"));
        harness.ok(Messages.SEND, ANN, message(PRIVATE_ROOM, "tea in secret"));
    }

    private static Search search(RoomId room) {
        return new Search("tea", room, null, null, null, null, null, null);
    }

    private List<String> found(Caller caller, Search search) {
        return texts(harness.ok(MessageSearch.SEARCH, caller, search));
    }

    private static List<String> texts(Hits hits) {
        return hits.messages().stream().map(MessageEntry::text).toList();
    }

    @Test
    void membersFindMessagesInTheRoomAndInAllTheirRooms() {
        assertThat(found(BOB, search(PUBLIC_ROOM))).containsExactly("tea for all");
        assertThat(found(BOB, search(null))).containsExactlyInAnyOrder("tea for all", "tea in secret");
        assertThat(found(BOB, new Search("tea", null, ANN.user(), null, null, null, null, null)))
                .containsExactly("tea in secret");
        assertThat(found(SERVER, search(PRIVATE_ROOM))).containsExactly("tea in secret");
        assertThat(found(SERVER, search(null))).as("a member of no room").isEmpty();
    }

    @Test
    void strangersAreRefusedAsByHistory() {
        for (RoomId room : List.of(PUBLIC_ROOM, PRIVATE_ROOM, MISSING_ROOM)) {
            assertThat(harness.refused(MessageSearch.SEARCH, EVE, search(room)))
                    .isEqualTo(ACCESS_DENIED)
                    .isEqualTo(harness.refused(Messages.HISTORY, EVE, new Messages.History(room, null, null, 1)));
        }
        assertThat(found(EVE, search(null))).isEmpty();
    }

    @Test
    void whoIsInvitedOrBannedFindsNothing() {
        harness.ok(Moderation.ALLOW, SERVER, new Moderation.Allow(PRIVATE_ROOM, EVE.user()));
        assertThat(found(EVE, search(null))).isEmpty();
        harness.ok(Rooms.JOIN, EVE, new Rooms.Join(PRIVATE_ROOM));
        assertThat(found(EVE, search(null))).containsExactly("tea in secret");
        harness.ok(Moderation.BAN, ANN, new Moderation.Ban(PRIVATE_ROOM, EVE.user(), null));
        assertThat(found(EVE, search(null))).isEmpty();
        assertThat(harness.refused(MessageSearch.SEARCH, EVE, search(PRIVATE_ROOM)))
                .startsWith("FORBIDDEN");
    }

    @Test
    void theRoomDecidesAndNotTheListOfRooms() {
        harness.store.listAlso(EVE.user(), PRIVATE_ROOM); // as long as the list lags behind
        assertThat(found(EVE, search(null))).isEmpty();
    }

    @Test
    void pagesGoOnAfterTheCursor() {
        harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "more tea"));
        Search first = new Search("tea", PUBLIC_ROOM, null, null, null, null, null, 1);
        Hits page = harness.ok(MessageSearch.SEARCH, BOB, first);
        assertThat(texts(page)).containsExactly("more tea");
        Search second = new Search("tea", PUBLIC_ROOM, null, null, null, null, page.next(), 1);
        Hits last = harness.ok(MessageSearch.SEARCH, BOB, second);
        assertThat(texts(last)).containsExactly("tea for all");
        assertThat(last.next()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "{}, query",
        "{\"query\": \"\"}, query",
        "{\"query\": \"(*)+$\"}, query: no word",
        "{\"query\": 5}, query",
        "{\"query\": [\"a\"]}, query",
        "{\"query\": {\"$regex\": \"a\"}}, query",
        "{\"query\": \"a\"; \"room\": \"$ne\"}, room",
        "{\"query\": \"a\"; \"limit\": 0}, limit: 0",
        "{\"query\": \"a\"; \"before\": \"a b\"}, before",
        "{\"query\": \"a\"; \"kind\": \"nothing\"}, kind",
        "{\"query\": \"a\"; \"since\": \"yesterday\"}, since",
        "{\"query\": \"a b c d e f g h i j k\"}, 'query, its words: 11'"
    })
    void malformedSearchesAreRefused(String body, String refusal) {
        assertThat(harness.malformed(MessageSearch.SEARCH, BOB, new JsonObject(body.replace(';', ','))))
                .startsWith("BAD_REQUEST: " + refusal);
    }

    @Test
    void longQueriesAreRefused() {
        assertThat(harness.malformed(MessageSearch.SEARCH, BOB, new JsonObject().put("query", "a".repeat(10_000))))
                .startsWith("BAD_REQUEST: query, its length: 10000 (expected: 1 to 200)");
    }
}
