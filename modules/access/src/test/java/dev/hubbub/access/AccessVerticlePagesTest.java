// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessageChanges.Edit;
import dev.hubbub.contract.messages.MessageChanges.Pin;
import dev.hubbub.contract.messages.MessageChanges.React;
import dev.hubbub.contract.messages.MessageLookup.Version;
import dev.hubbub.contract.messages.MessagePages;
import dev.hubbub.contract.messages.MessagePages.Around;
import dev.hubbub.contract.messages.MessagePages.Edits;
import dev.hubbub.contract.messages.MessagePages.Pins;
import dev.hubbub.contract.messages.MessagePages.Reactions;
import dev.hubbub.contract.messages.Messages;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of messages by something else than their order: messages 2 to 11 are bob's, one a second from 1970 on. */
@ExtendWith(VertxExtension.class)
class AccessVerticlePagesTest {
    private AccessHarness harness;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        harness.store.appendUnchecked(publicRoom(BOB));
        for (int i = 2; i <= 11; i++) {
            harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "text " + i));
        }
    }

    private static List<Long> seqs(Messages.Page page) {
        return page.messages().stream().map(Entry::seq).toList();
    }

    @ParameterizedTest
    @CsvSource({"6, 4, 4 5 6 7", "6, 5, 4 5 6 7 8", "1, 3, 1 2 3", "11, 3, 9 10 11", "99, 2, 10 11", "6, 1, 6"})
    void pageHasAMessageInItsMiddle(long seq, int limit, String expected) {
        assertThat(seqs(harness.ok(MessagePages.AROUND, BOB, new Around(PUBLIC_ROOM, seq, null, limit))))
                .extracting(String::valueOf)
                .containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"5, 6", "0, 1", "1000, 11"})
    void pageIsAroundATime(long second, long middle) {
        Around around = new Around(PUBLIC_ROOM, null, Instant.ofEpochSecond(second), 1);
        assertThat(seqs(harness.ok(MessagePages.AROUND, BOB, around))).containsExactly(middle);
    }

    @Test
    void pinnedMessagesAreListedTheNewestFirst() {
        for (long seq : List.of(7L, 3L, 9L)) {
            harness.ok(MessageChanges.PIN, ANN, new Pin(PUBLIC_ROOM, seq, true));
        }
        assertThat(seqs(harness.ok(MessagePages.PINS, BOB, new Pins(PUBLIC_ROOM, null, null))))
                .containsExactly(9L, 7L, 3L);
        assertThat(seqs(harness.ok(MessagePages.PINS, BOB, new Pins(PUBLIC_ROOM, 9L, 1))))
                .containsExactly(7L);
        assertThat(seqs(harness.ok(MessagePages.PINS, BOB, new Pins(PUBLIC_ROOM, 3L, null))))
                .isEmpty();
        harness.ok(MessageChanges.DELETE, BOB, new MessageChanges.Delete(PUBLIC_ROOM, 7));
        assertThat(seqs(harness.ok(MessagePages.PINS, BOB, new Pins(PUBLIC_ROOM, null, null))))
                .containsExactly(9L, 3L);
    }

    @Test
    void usersAreListedByTheirReaction() {
        harness.ok(MessageChanges.REACT, ANN, new React(PUBLIC_ROOM, 3, "👍", true));
        harness.ok(MessageChanges.REACT, BOB, new React(PUBLIC_ROOM, 3, "👍", true));
        harness.ok(MessageChanges.REACT, BOB, new React(PUBLIC_ROOM, 3, "❤️", true));
        harness.ok(MessageChanges.REACT, BOB, new React(PUBLIC_ROOM, 4, "👍", true));
        assertThat(harness.ok(MessagePages.REACTIONS, BOB, new Reactions(PUBLIC_ROOM, 3, "👍", null))
                        .users())
                .containsExactlyInAnyOrder(ANN.user(), BOB.user());
        assertThat(harness.ok(MessagePages.REACTIONS, BOB, new Reactions(PUBLIC_ROOM, 3, "❤️", null)))
                .isEqualTo(new MessagePages.Reactors(List.of(BOB.user()), null));
        assertThat(harness.refused(MessagePages.REACTIONS, BOB, new Reactions(PUBLIC_ROOM, 1, "👍", null)))
                .startsWith("NOT_FOUND: seq: 1");
    }

    @Test
    void earlierTextsAreForModeratorsAndTheServer() {
        harness.ok(MessageChanges.EDIT, BOB, new Edit(PUBLIC_ROOM, 2, "edited", null, null, null));
        for (var reader : List.of(ANN, SERVER)) {
            assertThat(harness.ok(MessagePages.EDITS, reader, new Edits(PUBLIC_ROOM, 2))
                            .versions())
                    .extracting(Version::text)
                    .containsExactly("text 2", "edited");
        }
        assertThat(harness.refused(MessagePages.EDITS, BOB, new Edits(PUBLIC_ROOM, 2)))
                .isEqualTo("FORBIDDEN: only owners and moderators delete messages of others");
        harness.ok(MessageChanges.DELETE, BOB, new MessageChanges.Delete(PUBLIC_ROOM, 2));
        assertThat(harness.ok(MessagePages.EDITS, ANN, new Edits(PUBLIC_ROOM, 2))
                        .versions())
                .isEmpty();
        assertThat(harness.refused(MessagePages.EDITS, ANN, new Edits(PUBLIC_ROOM, 1)))
                .startsWith("NOT_FOUND: seq: 1");
    }

    @Test
    void strangersGetNoPage() {
        assertThat(harness.refused(MessagePages.AROUND, EVE, new Around(PUBLIC_ROOM, 2L, null, null)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(MessagePages.PINS, EVE, new Pins(PUBLIC_ROOM, null, null)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(MessagePages.REACTIONS, EVE, new Reactions(PUBLIC_ROOM, 2, "👍", null)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(MessagePages.EDITS, EVE, new Edits(PUBLIC_ROOM, 2)))
                .isEqualTo(ACCESS_DENIED);
    }

    private void malformed(Rpc<?, ?> rpc, JsonObject body, String refusal) {
        assertThat(harness.malformed(rpc, BOB, body.put("room", PUBLIC_ROOM.value())))
                .startsWith("BAD_REQUEST: " + refusal);
    }

    @Test
    void malformedPagesAreRefused() {
        malformed(MessagePages.AROUND, new JsonObject(), "seq");
        malformed(MessagePages.AROUND, new JsonObject().put("seq", 2).put("at", "2026-01-01T00:00:00Z"), "seq");
        malformed(MessagePages.AROUND, new JsonObject().put("at", "yesterday"), "at");
        malformed(MessagePages.PINS, new JsonObject().put("limit", 0), "limit: 0");
        malformed(MessagePages.PINS, new JsonObject().put("before", 0), "before: 0");
        malformed(MessagePages.REACTIONS, new JsonObject().put("seq", 2), "emoji");
        malformed(MessagePages.EDITS, new JsonObject(), "seq: missing");
        malformed(MessagePages.EDITS, new JsonObject().put("seq", 0), "seq: 0");
    }
}
