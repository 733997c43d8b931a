// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.entries.CreatedEntry.Content;
import dev.hubbub.contract.entries.CreatedEntry.FirstMembers;
import dev.hubbub.contract.entries.RoomChange.Membership;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.RoomStatus;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
                .put("event", "voted")
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
        assertThat(entry.event()).isEqualTo("voted");
        assertThat(Json.write(entry)).isEqualTo(unknown());
        EntryKinds.STANDARD.check(entry);
        assertThat(EntryKinds.STANDARD.change(entry).isNone()).isTrue();
    }

    @Test
    void messagesCountAndUnknownKindsThatSaySo() {
        EntryKinds kinds = EntryKinds.STANDARD;
        assertThat(kinds.countsAsMessage(MessageEntry.KIND.entry(TEA, ANN, new ClientId("c1"), "text")))
                .isTrue();
        assertThat(kinds.countsAsMessage(MembershipEntry.JOINED.entry(TEA, ANN, new MemberContent(BOB))))
                .isFalse();
        assertThat(kinds.countsAsMessage(Json.read(unknown(), Entry.class))).isFalse();
        assertThat(kinds.countsAsMessage(Json.read(unknown().put("counts", true), Entry.class)))
                .isTrue();
        assertThat(kinds.countsAsMessage(Json.read(unknown().put("counts", "true"), Entry.class)))
                .isFalse();
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
        RoomDetails details = new RoomDetails("Tea", Visibility.PRIVATE, new RoomKind("bulletin"));
        RoomChange change = EntryKinds.STANDARD.change(CreatedEntry.KIND.entry(
                TEA, ANN, Content.of(ANN.user(), details, new FirstMembers(List.of(BOB, ANN.user(), BOB)))));
        assertThat(change.members())
                .containsExactly(new Membership(ANN.user(), Role.OWNER), new Membership(BOB, Role.MEMBER));
        assertThat(change.details()).isEqualTo(new RoomDetails("Tea", Visibility.PRIVATE, new RoomKind("bulletin")));
    }

    @Test
    void createdOfAnEarlierBuildIsRead() {
        Entry entry = CreatedEntry.KIND.entry(
                TEA,
                ANN,
                Content.of(ANN.user(), new RoomDetails("Tea", Visibility.PUBLIC, null), new FirstMembers(List.of())));
        JsonObject earlier = Json.write(entry);
        earlier.put("founding", earlier.remove("details"));
        assertThat(CreatedEntry.KIND.read(Json.read(earlier, Entry.class))).isEqualTo(CreatedEntry.KIND.read(entry));
    }

    @Test
    void createdWithoutAnOwnerMakesMembersOnly() {
        RoomDetails details = new RoomDetails("Tea", Visibility.PRIVATE, null);
        Entry entry = CreatedEntry.KIND.entry(TEA, ANN, Content.of(null, details, new FirstMembers(List.of(BOB))));
        assertThat(entry.fields()).doesNotContainKey("user");
        assertThat(EntryKinds.STANDARD.change(entry).members()).containsExactly(new Membership(BOB, Role.MEMBER));
    }

    @Test
    void createdWithoutAKindMakesAGroup() {
        RoomDetails details = new RoomDetails("Tea", Visibility.PRIVATE, new RoomKind("bulletin"));
        JsonObject entry =
                Json.write(CreatedEntry.KIND.entry(TEA, ANN, Content.of(null, details, new FirstMembers(List.of()))));
        entry.put("details", new JsonObject().put("name", "Tea").put("visibility", "public"));
        assertThat(EntryKinds.STANDARD.change(Json.read(entry, Entry.class)).details())
                .isEqualTo(new RoomDetails("Tea", Visibility.PUBLIC, RoomKind.GROUP));
    }

    @Test
    void detailsOfAnUnknownKindChangeTheRoomAndKeepUnknownFields() {
        JsonObject details = new JsonObject()
                .put("name", "Tea")
                .put("visibility", "public")
                .put("status", "asleep")
                .put("later", new JsonObject().put("$set", 1));
        RoomChange change = EntryKinds.STANDARD.change(Json.read(unknown().put("details", details), Entry.class));
        assertThat(change.details().status()).isEqualTo(new RoomStatus("asleep"));
        assertThat(Json.write(change.details()).getJsonObject("later").getInteger("$set"))
                .isEqualTo(1);
        assertThat(change.members()).isEmpty();
    }

    @Test
    void roleEntriesNameTheRole() {
        Instant until = Instant.parse("2026-11-20T09:30:00.123Z");
        assertThat(EntryKinds.STANDARD
                        .change(MembershipEntry.MUTED.entry(TEA, ANN, new MemberContent(BOB, Role.MEMBER, until)))
                        .members())
                .containsExactly(new Membership(BOB, Role.MEMBER, until));
        RoomChange banned =
                EntryKinds.STANDARD.change(MembershipEntry.BANNED.entry(TEA, ANN, new MemberContent(BOB, null, until)));
        assertThat(banned.members()).containsExactly(new Membership(BOB, Role.BANNED, until));
        assertThat(banned.leavers()).containsExactly(BOB);
        Entry role = MembershipEntry.ROLE.entry(TEA, ANN, new MemberContent(BOB));
        assertThatThrownBy(() -> EntryKinds.STANDARD.check(role)).hasMessage("BAD_REQUEST: entry.role: missing");
    }

    @Test
    void changesOfOneMember() {
        MemberContent bob = new MemberContent(BOB);
        assertThat(EntryKinds.STANDARD.change(MembershipEntry.JOINED.entry(TEA, ANN, bob)))
                .isEqualTo(RoomChange.of(BOB, Role.MEMBER));
        assertThat(EntryKinds.STANDARD.change(MembershipEntry.LEFT.entry(TEA, ANN, bob)))
                .isEqualTo(RoomChange.of(BOB, null));
        assertThat(EntryKinds.STANDARD.change(MembershipEntry.REMOVED.entry(TEA, ANN, bob)))
                .isEqualTo(RoomChange.of(BOB, null));
        assertThat(EntryKinds.STANDARD
                        .change(MessageEntry.KIND.entry(TEA, ANN, new ClientId("c1"), "hello"))
                        .isNone())
                .isTrue();
    }

    @Test
    void profileOfTheUserWhomAnEntryConcernsIsAField() {
        Entry added = MembershipEntry.JOINED.entry(TEA, ANN, new MemberContent(BOB));
        assertThat(added.concerned()).contains(BOB);
        Entry shown = added.withUserProfile(new Profile("Bob", null, null));
        assertThat(Json.write(shown).getJsonObject("userProfile")).isEqualTo(new JsonObject().put("name", "Bob"));
        assertThat(MembershipEntry.JOINED.read(shown).user()).isEqualTo(BOB);
        assertThat(shown.withoutProfiles()).isEqualTo(added.shownAs(null));
        assertThat(added.withUserProfile(null)).isSameAs(added);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "", "two words"})
    void senderAndWhatIsNoUserAreNotConcerned(String user) {
        Entry entry = new Entry("voted", TEA, 0, ANN.user(), null, null, null, Map.of("user", user));
        assertThat(entry.concerned()).isEmpty();
        assertThat(new Entry("voted", TEA, 0, ANN.user(), null, null, null, Map.of("user", 5)).concerned())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "message",
                "created",
                "joined",
                "left",
                "removed",
                "role",
                "muted",
                "banned",
                "unbanned",
                "invited",
                "changed",
                "ended"
            })
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
