// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.messages;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
final class PublishedEntriesTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final Caller ANN = Caller.of("ann");
    private static final UserId BOB = new UserId("bob");

    private static Entry message(String text) {
        return stored(MessageEntry.KIND.entry(TEA, ANN, new ClientId("c1"), text));
    }

    private static Entry stored(Entry entry) {
        return entry.stored(7, Instant.EPOCH);
    }

    private static Entry unknown(Map<String, Object> fields) {
        return new Entry("voted", TEA, 7, ANN.user(), null, Instant.EPOCH, null, fields);
    }

    private static Entry created(List<UserId> members) {
        RoomDetails details = new RoomDetails("Tea", Visibility.PUBLIC, RoomKind.orGroup(null));
        return CreatedEntry.KIND
                .entry(TEA, ANN, CreatedEntry.Content.of(ANN.user(), details, new CreatedEntry.FirstMembers(members)))
                .stored(1, Instant.EPOCH);
    }

    /** What arrives on another node. */
    private static PublishedEntries received(Object... elements) {
        JsonObject json = new JsonObject().put("entries", new JsonArray(List.of(elements)));
        return Json.read(new JsonObject(json.encode()), PublishedEntries.class);
    }

    private static PublishedEntry received(Entry entry) {
        return received(Json.write(PublishedEntry.of(entry))).entries().get(0);
    }

    @Test
    void otherNodesSeeTheRoomAndTheKindBesideATextThatTheyNeedNotDecode() {
        Entry entry = message("hello \"you\"\n");
        JsonObject json = Json.write(PublishedEntry.of(entry));
        assertThat(json)
                .isEqualTo(new JsonObject()
                        .put("room", "tea")
                        .put("event", "message")
                        .put("seq", 7L)
                        .put("entry", Json.encode(entry)));
        PublishedEntry received = received(entry);
        assertThat(received.room()).isEqualTo(TEA);
        assertThat(received.entry().isDecoded()).isFalse();
        assertThat(received.decoded()).isEqualTo(entry);
        assertThat(received.entry().isDecoded()).isTrue();
    }

    @Test
    void onOneNodeNothingIsEncoded(Vertx vertx) throws Exception {
        Bus bus = new Bus(vertx);
        CompletableFuture<PublishedEntries> heard = new CompletableFuture<>();
        bus.subscribe(MessageLog.STORED, heard::complete).await(5, SECONDS);
        Entry notEncodable = unknown(Map.of("field", new Object()));
        assertThatThrownBy(() -> EncodedEntry.of(notEncodable).json()).hasMessageStartingWith("not encodable");

        bus.publish(MessageLog.STORED, new PublishedEntries(List.of(PublishedEntry.of(notEncodable))));

        assertThat(heard.get(5, SECONDS).entries().get(0).decoded()).isSameAs(notEncodable);
    }

    @Test
    void usersOfAMembershipEntryStandBesideIt() {
        Entry joined = stored(MembershipEntry.JOINED.entry(TEA, ANN, new MemberContent(BOB)));
        assertThat(received(joined).users()).containsExactly(BOB);
        assertThat(received(created(List.of(BOB))).users()).containsExactly(ANN.user(), BOB);
        assertThat(received(unknown(Map.of("members", List.of(Map.of("user", "bob")))))
                        .users())
                .containsExactly(BOB);
        assertThat(received(unknown(Map.of())).users()).isNull();
        assertThat(received(message("hello")).users()).isNull();
    }

    @Test
    void entryWithMoreUsersThanAreNamedMayConcernAll() {
        List<UserId> many =
                IntStream.range(0, 100).mapToObj(i -> new UserId("u" + i)).toList();
        assertThat(received(created(many)).users()).isEmpty();
    }

    @Test
    void unknownKindsAndFieldsArriveAsTheyWere() {
        Entry entry = unknown(Map.of("weight", 0.5, "to", List.of(1, "x")));
        assertThat(received(entry).decoded()).isEqualTo(entry);
        assertThat(received(entry).entry().json()).isEqualTo(Json.encode(entry));
    }

    @Test
    void elementThatCannotBeReadIsLostAndNoOther() {
        JsonObject good = Json.write(PublishedEntry.of(message("hello")));
        PublishedEntries received = received(
                good,
                5,
                "text",
                new JsonArray(),
                new JsonObject(),
                good.copy().put("room", 5),
                good.copy().put("room", "a b"),
                good.copy().put("seq", 0),
                good.copy().put("seq", "7"),
                good.copy().put("users", "bob"),
                good.copy().put("entry", new JsonObject()),
                good.copy().putNull("entry"),
                good.copy().put("more", 1));
        assertThat(received.entries())
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.decoded().seq()).isEqualTo(7));
    }

    @Test
    void batchWithoutEntriesOrWithTooManyIsRefused() {
        assertThatThrownBy(() -> Json.read(new JsonObject(), PublishedEntries.class))
                .isInstanceOf(HubException.class)
                .hasMessage("BAD_REQUEST: entries: missing");
        PublishedEntry entry = PublishedEntry.of(message("hello"));
        assertThatThrownBy(() -> new PublishedEntries(Collections.nCopies(101, entry)))
                .hasMessage("entries: 101 (expected: 0 to 100)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "5",
                "[]",
                "{}",
                "{",
                "{\"event\":\"message\",\"room\":\"tea\",\"seq\":7,\"sender\":\"ann\"} {}",
                "{\"event\":\"message\",\"room\":\"jam\",\"seq\":7,\"sender\":\"ann\"}",
                "{\"event\":\"message\",\"room\":\"tea\",\"seq\":8,\"sender\":\"ann\"}",
                "{\"event\":\"joined\",\"room\":\"tea\",\"seq\":7,\"sender\":\"ann\"}"
            })
    void textOfNoEntryOrOfAnotherOneIsRefused(String text) {
        PublishedEntry entry = new PublishedEntry(TEA, "message", 7, null, EncodedEntry.of(text));
        assertThatThrownBy(entry::decoded).isInstanceOf(HubException.class).hasMessageStartingWith("BAD_REQUEST: ");
    }
}
