// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.entries.CreatedEntry.Content;
import dev.hubbub.contract.entries.CreatedEntry.Details;
import dev.hubbub.contract.entries.RoomChange.Membership;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntryTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final Caller ANN = Caller.of("ann");
    private static final UserId BOB = new UserId("bob");

    /** An entry as another version of the hub may write it. */
    private static JsonObject unknown() {
        return new JsonObject()
                .put("event", "reacted")
                .put("room", "tea")
                .put("seq", 4)
                .put("sender", "ann")
                .put("at", "2026-11-20T09:30:00.120Z")
                .put("to", 3_000_000_000L)
                .put("weight", 0.5)
                .put("nothing", null)
                .put(
                        "emoji",
                        new JsonObject()
                                .put("$code", "👍")
                                .put("tones", new JsonArray().add(1).add(2)));
    }

    @Test
    void unknownKindsAndFieldsPassThroughUnchanged() {
        Entry entry = Json.read(unknown(), Entry.class);
        assertThat(entry.event()).isEqualTo("reacted");
        assertThat(Json.write(entry)).isEqualTo(unknown());
        EntryKinds.STANDARD.check(entry);
        assertThat(EntryKinds.STANDARD.change(entry).isNone()).isTrue();
    }

    @Test
    void membersOfUnknownKindsAreFollowed() {
        JsonArray members = new JsonArray()
                .add(new JsonObject().put("user", "bob").put("role", "referee"))
                .add(new JsonObject().put("user", "eve"));
        Entry entry = Json.read(unknown().put("members", members), Entry.class);
        assertThat(EntryKinds.STANDARD.change(entry).members())
                .containsExactly(new Membership(BOB, new Role("referee")), new Membership(new UserId("eve"), null));
        assertThat(EntryKinds.STANDARD.change(entry).leavers()).containsExactly(new UserId("eve"));
        assertThat(Json.write(entry)).isEqualTo(unknown().put("members", members));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "[5]", "[{}]", "[{\"user\":\"bob\",\"role\":7}]"})
    void membersThatCannotBeReadAreRefused(String members) {
        Object value = members.startsWith("[") ? new JsonArray(members) : members;
        Entry entry = Json.read(unknown().put("members", value), Entry.class);
        assertThatThrownBy(() -> EntryKinds.STANDARD.check(entry))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith("BAD_REQUEST: members");
    }

    @Test
    void createdMakesTheOwnerAndTheMembers() {
        Details details =
                new Details("Tea", Visibility.PRIVATE, new RoomKind("bulletin"), List.of(BOB, ANN.user(), BOB));
        RoomChange change =
                EntryKinds.STANDARD.change(CreatedEntry.KIND.entry(TEA, ANN, new Content(ANN.user(), details)));
        assertThat(change.members())
                .containsExactly(new Membership(ANN.user(), Role.OWNER), new Membership(BOB, Role.MEMBER));
        assertThat(change.details()).isEqualTo(new RoomDetails("Tea", Visibility.PRIVATE, new RoomKind("bulletin")));
    }

    @Test
    void createdOfAnEarlierBuildIsRead() {
        Entry entry = CreatedEntry.KIND.entry(
                TEA, ANN, new Content(ANN.user(), new Details("Tea", Visibility.PUBLIC, null, List.of())));
        JsonObject earlier = Json.write(entry);
        earlier.put("founding", earlier.remove("details"));
        assertThat(CreatedEntry.KIND.read(Json.read(earlier, Entry.class))).isEqualTo(CreatedEntry.KIND.read(entry));
    }

    @Test
    void createdWithoutAnOwnerMakesMembersOnly() {
        Details details = new Details("Tea", Visibility.PRIVATE, null, List.of(BOB));
        Entry entry = CreatedEntry.KIND.entry(TEA, ANN, new Content(null, details));
        assertThat(entry.fields()).doesNotContainKey("user");
        assertThat(EntryKinds.STANDARD.change(entry).members()).containsExactly(new Membership(BOB, Role.MEMBER));
    }

    @Test
    void createdWithoutAKindMakesAGroup() {
        Details details = new Details("Tea", Visibility.PRIVATE, new RoomKind("bulletin"), List.of());
        JsonObject entry = Json.write(CreatedEntry.KIND.entry(TEA, ANN, new Content(null, details)));
        entry.put("details", new JsonObject().put("name", "Tea").put("visibility", "public"));
        assertThat(EntryKinds.STANDARD.change(Json.read(entry, Entry.class)).details())
                .isEqualTo(new RoomDetails("Tea", Visibility.PUBLIC, RoomKind.GROUP));
    }

    @Test
    void changesOfOneMember() {
        MemberContent bob = new MemberContent(BOB);
        assertThat(EntryKinds.STANDARD.change(JoinedEntry.KIND.entry(TEA, ANN, bob)))
                .isEqualTo(RoomChange.of(BOB, Role.MEMBER));
        assertThat(EntryKinds.STANDARD.change(LeftEntry.KIND.entry(TEA, ANN, bob)))
                .isEqualTo(RoomChange.of(BOB, null));
        assertThat(EntryKinds.STANDARD.change(RemovedEntry.KIND.entry(TEA, ANN, bob)))
                .isEqualTo(RoomChange.of(BOB, null));
        assertThat(EntryKinds.STANDARD
                        .change(MessageEntry.KIND.entry(TEA, ANN, new ClientId("c1"), "hello"))
                        .isNone())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "created", "joined", "left", "removed"})
    void kindsWithoutTheirFieldsAreRefused(String event) {
        Entry bare = new Entry(event, TEA, 0, ANN.user(), null, null, null, null);
        assertThatThrownBy(() -> EntryKinds.STANDARD.check(bare))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith("BAD_REQUEST: entry.");
    }

    @Test
    void lengthIsThatOfWhatClientsCanMakeLong() {
        assertThat(MessageEntry.KIND
                        .entry(TEA, ANN, new ClientId("c1"), "hello")
                        .length())
                .isEqualTo("text".length() + "hello".length());
        assertThat(Json.read(unknown(), Entry.class).length()).isGreaterThan(20);
    }
}
