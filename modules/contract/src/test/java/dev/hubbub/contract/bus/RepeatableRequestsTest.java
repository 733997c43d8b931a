// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.Catalogue;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.invites.Invites;
import dev.hubbub.contract.listeners.Listeners;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLookup;
import dev.hubbub.contract.messages.MessagePages;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.moderation.HeldMessages;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.ServerPresence;
import dev.hubbub.contract.presence.StatusRequests;
import dev.hubbub.contract.reads.Conversations;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.rooms.Moderation;
import dev.hubbub.contract.rooms.Rights;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.search.MessageSearch;
import dev.hubbub.contract.search.SearchIndex;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.users.Blocks;
import dev.hubbub.contract.users.Users;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which requests may be asked again when a node was lost. */
final class RepeatableRequestsTest {
    @Test
    void ofClientsOnlyTheseMayBeAskedTwice() {
        assertThat(Catalogue.API.stream().filter(Rpc::mayBeRepeated))
                .containsExactlyInAnyOrder(
                        Rooms.MEMBERS,
                        RoomLists.MINE,
                        Moderation.BANS,
                        HeldMessages.LIST,
                        HeldMessages.RELEASE,
                        HeldMessages.DROP,
                        Rights.MAY,
                        Rights.EXPLAIN,
                        Invites.LIST,
                        Signals.KEPT,
                        Reads.READ,
                        Reads.READS,
                        Reads.MARK,
                        Messages.SEND,
                        Messages.HISTORY,
                        MessageChanges.EDIT,
                        MessageChanges.DELETE,
                        MessageChanges.REACT,
                        MessageChanges.PIN,
                        MessagePages.AROUND,
                        MessagePages.THREAD,
                        MessagePages.PINS,
                        MessagePages.REACTIONS,
                        MessagePages.EDITS,
                        MessageSearch.SEARCH,
                        Presence.LIST,
                        StatusRequests.STATUS,
                        ServerPresence.ONLINE,
                        ServerPresence.SOCKETS,
                        Listeners.REPLAY,
                        Users.PRIVACY,
                        Blocks.LIST);
    }

    @Test
    void betweenVerticlesOnlyTheseMayBeAskedTwice() {
        assertThat(Catalogue.INSIDE.stream().filter(Rpc::mayBeRepeated))
                .containsExactlyInAnyOrder(
                        Conversations.HEADS,
                        Conversations.UNREAD,
                        Conversations.ROWS,
                        Access.SUBSCRIBE,
                        RoomLists.ROWS,
                        MessageLog.APPEND,
                        MessageLog.READ,
                        MessageLog.LIST,
                        MessageLog.COMPARE,
                        MessageLog.COMPARE_SHARD,
                        MessageLookup.GET,
                        MessageLookup.REPLIES,
                        MessageLookup.AT,
                        MessageLookup.VERSIONS,
                        SearchIndex.FIND,
                        Memberships.PAGE,
                        MessageLog.DESCRIBE,
                        MessageLog.ROOMS,
                        StatusRequests.REFRESH,
                        Presence.PAGE,
                        Presence.LOOKUP,
                        Presence.ONLINE,
                        Records.GET,
                        Records.LIST,
                        Records.PUT,
                        Records.RAISE,
                        Records.DELETE);
    }

    @Test
    void recordWritesThatExpectAVersionMayNot() {
        RecordKey key = new RecordKey("ann", "note", "1");
        assertThat(Records.PUT.repeatable()).accepts(new Records.Put(key, null, Map.of()));
        assertThat(Records.PUT.repeatable()).rejects(new Records.Put(key, 0L, Map.of()));
        assertThat(Records.DELETE.repeatable()).accepts(new Records.Delete(key, null));
        assertThat(Records.DELETE.repeatable()).rejects(new Records.Delete(key, 1L));
    }

    @Test
    void ofEntriesOnlyThoseWithAClientIdMay() {
        Caller ann = Caller.of("ann");
        Entry message = MessageEntry.KIND.entry(new RoomId("tea"), ann, new ClientId("c1"), "hello");
        assertThat(MessageLog.APPEND.repeatable().test(new MessageLog.Append(message, 0)))
                .isTrue();
        Entry joined = MembershipEntry.JOINED.entry(new RoomId("tea"), ann, new MemberContent(new UserId("ann")));
        assertThat(MessageLog.APPEND.repeatable().test(new MessageLog.Append(joined, 0)))
                .isFalse();
    }
}
