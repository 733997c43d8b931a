// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.message;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessageChanges.Changed;
import dev.hubbub.contract.messages.MessageChanges.Pin;
import dev.hubbub.contract.messages.MessageChanges.React;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Moderation;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reactions and pins: ann owns the room, bob is a member; message 2 is bob's. */
@ExtendWith(VertxExtension.class)
class AccessVerticleReactionsTest {
    private AccessHarness harness;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        harness.store.appendUnchecked(publicRoom(BOB));
        harness.ok(Messages.SEND, BOB, message(PUBLIC_ROOM, "first"));
    }

    private static React react(String emoji, boolean on) {
        return new React(PUBLIC_ROOM, 2, emoji, on);
    }

    private Entry message2() {
        return harness.ok(Messages.HISTORY, ANN, new Messages.History(PUBLIC_ROOM, null, 1L, 1))
                .messages()
                .get(0);
    }

    @Test
    void reactionsAreOneOfEachEmojiForEachUser() {
        harness.ok(MessageChanges.REACT, BOB, react("👍", true));
        assertThat(harness.ok(MessageChanges.REACT, BOB, react("👍", true)).seq())
                .isNull();
        harness.ok(MessageChanges.REACT, BOB, react("❤️", true));
        harness.ok(MessageChanges.REACT, ANN, react("👍", true));
        assertThat(message2().fields()).containsEntry("reactions", Map.of("👍", 2L, "❤️", 1L));
        harness.ok(MessageChanges.REACT, BOB, react("👍", false));
        assertThat(message2().fields()).containsEntry("reactions", Map.of("👍", 1L, "❤️", 1L));
    }

    /** A client that does not wait for answers gets what it asked for last. */
    @Test
    void changesOfOneRoomAreJudgedOneAfterTheOther() {
        List<Future<Changed>> sent = IntStream.range(0, 6)
                .mapToObj(i -> harness.bus.call(MessageChanges.REACT, BOB, react("👍", i % 2 == 0)))
                .toList();
        sent.forEach(future -> result(future));
        assertThat(sent).extracting(future -> future.result().seq()).containsExactly(3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(message2().fields()).doesNotContainKey("reactions");
    }

    @Test
    void messageHasFiftyEmojisAtMost() {
        for (int i = 0; i < 50; i++) {
            harness.ok(MessageChanges.REACT, i < 25 ? ANN : BOB, react(":e" + i + ":", true));
        }
        assertThat(harness.refused(MessageChanges.REACT, ANN, react("👍", true)))
                .isEqualTo("CONFLICT: emoji: another one (expected: one of the 50 that the message has)");
        assertThat(harness.ok(MessageChanges.REACT, ANN, react(":e49:", true)).seq())
                .isNotNull();
    }

    @Test
    void ownersAndModeratorsPin() {
        assertThat(harness.refused(MessageChanges.PIN, BOB, new Pin(PUBLIC_ROOM, 2, true)))
                .isEqualTo("FORBIDDEN: only owners and moderators pin messages");
        assertThat(harness.ok(MessageChanges.PIN, ANN, new Pin(PUBLIC_ROOM, 2, true))
                        .seq())
                .isEqualTo(3);
        assertThat(message2().fields()).containsKey("pinned");
        assertThat(harness.ok(MessageChanges.PIN, ANN, new Pin(PUBLIC_ROOM, 2, false))
                        .seq())
                .isEqualTo(4);
        assertThat(message2().fields()).doesNotContainKey("pinned");
    }

    @Test
    void membersOfAChannelReactAndDoNotPin() {
        RoomId news = harness.ok(
                        Rooms.CREATE,
                        ANN,
                        new Rooms.Create("News", List.of(BOB.user()), null, null).of(RoomKind.CHANNEL))
                .room();
        long seq = harness.ok(Messages.SEND, ANN, message(news, "hello")).seq();
        assertThat(harness.ok(MessageChanges.REACT, BOB, new React(news, seq, "👍", true))
                        .seq())
                .isNotNull();
        assertThat(harness.refused(MessageChanges.PIN, BOB, new Pin(news, seq, true)))
                .startsWith("FORBIDDEN: only owners and moderators");
    }

    @Test
    void roleThatIsGivenLaterCounts() {
        assertThat(harness.refused(MessageChanges.PIN, BOB, new Pin(PUBLIC_ROOM, 2, true)))
                .startsWith("FORBIDDEN");
        harness.ok(Moderation.ROLE, ANN, new Moderation.SetRole(PUBLIC_ROOM, BOB.user(), Role.MODERATOR));
        assertThat(harness.ok(MessageChanges.PIN, BOB, new Pin(PUBLIC_ROOM, 2, true))
                        .seq())
                .isNotNull();
    }
}
