// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.cluster.Nodes;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.hooks.Hooks;
import dev.hubbub.contract.hooks.MessageHooks;
import dev.hubbub.contract.invites.Invites;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.listeners.Listeners;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLookup;
import dev.hubbub.contract.messages.MessagePages;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.moderation.FloodGuard;
import dev.hubbub.contract.moderation.HeldMessages;
import dev.hubbub.contract.presence.Occupancy;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.PresenceReports;
import dev.hubbub.contract.presence.ServerPresence;
import dev.hubbub.contract.presence.StatusRequests;
import dev.hubbub.contract.reads.Conversations;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.rooms.Moderation;
import dev.hubbub.contract.rooms.Rights;
import dev.hubbub.contract.rooms.RoomUpdates;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.search.MessageSearch;
import dev.hubbub.contract.search.SearchIndex;
import dev.hubbub.contract.session.PollingSessions;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.session.Tickets;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.users.Blocks;
import dev.hubbub.contract.users.Users;
import java.util.List;

/** Every address of the hub. An address that is neither here nor in the configuration cannot be reached. */
public final class Catalogue {
    /** Requests that a browser may send. */
    public static final List<Rpc<?, ?>> API = List.of(
            Session.LOGIN,
            Session.REFRESH,
            Session.RESUME,
            Rooms.CREATE,
            Rooms.JOIN,
            Rooms.LEAVE,
            Rooms.ADD,
            Rooms.KICK,
            RoomUpdates.UPDATE,
            RoomUpdates.END,
            Moderation.ROLE,
            Moderation.BAN,
            Moderation.UNBAN,
            Moderation.BANS,
            Moderation.MUTE,
            Moderation.ALLOW,
            HeldMessages.LIST,
            HeldMessages.RELEASE,
            HeldMessages.DROP,
            Rights.MAY,
            Rights.EXPLAIN,
            Rooms.MEMBERS,
            RoomLists.MINE,
            Invites.CREATE,
            Invites.ACCEPT,
            Invites.REVOKE,
            Invites.LIST,
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
            Presence.TYPING,
            Signals.SIGNAL,
            Signals.KEPT,
            Signals.EMIT,
            StatusRequests.STATUS,
            ServerPresence.ONLINE,
            ServerPresence.SOCKETS,
            Listeners.REPLAY,
            Users.LOGOUT,
            Users.DISABLE,
            Users.ENABLE,
            Users.UPDATE,
            Users.PRIVACY,
            Blocks.BLOCK,
            Blocks.UNBLOCK,
            Blocks.LIST);

    /** Requests between verticles. */
    public static final List<Rpc<?, ?>> INSIDE = List.of(
            Access.SUBSCRIBE,
            Access.AUTHORIZE_LOGIN,
            RoomLists.ROWS,
            Invites.REDEEM,
            Limits.TAKE_TOKENS,
            Limits.ACQUIRE_SOCKET,
            Limits.HOLD_SOCKETS,
            Limits.UPDATE_SOCKETS,
            Limits.RELEASE_SOCKET,
            FloodGuard.COUNT,
            MessageLog.APPEND,
            MessageLog.READ,
            MessageLog.LIST,
            MessageLog.COMPARE,
            MessageLog.COMPARE_SHARD,
            MessageLog.DESCRIBE,
            MessageLog.ROOMS,
            MessageLookup.GET,
            MessageLookup.REPLIES,
            MessageLookup.AT,
            MessageLookup.VERSIONS,
            SearchIndex.FIND,
            Conversations.HEADS,
            Conversations.UNREAD,
            Conversations.ROWS,
            Memberships.CHANGE,
            Memberships.PAGE,
            Nodes.PING,
            Occupancy.ROOMS,
            Occupancy.FOLLOWERS,
            StatusRequests.REFRESH,
            Presence.PAGE,
            PresenceReports.REPORT,
            PresenceReports.UPDATE,
            Presence.LOOKUP,
            Presence.ONLINE,
            PollingSessions.RECEIVE,
            PollingSessions.DELIVER,
            PollingSessions.RELEASE,
            Records.GET,
            Records.LIST,
            Records.PUT,
            Records.RAISE,
            Records.DELETE,
            Shards.PING,
            Tickets.REDEEM);

    /** Questions to verticles of the host app; no client reaches them. */
    public static final List<Rpc<?, ?>> HOOKS = List.of(Hooks.JOIN, MessageHooks.BEFORE);

    /** Events between verticles. */
    public static final List<Event<?>> EVENTS = List.of(
            Access.REVOKED,
            Blocks.CHANGED,
            Limits.DISPLACED,
            Limits.EXHAUSTED,
            MessageLog.STORED,
            Memberships.MOVED,
            Nodes.HEARD,
            Hints.TO_ROOMS,
            Hints.TO_USERS,
            Hints.TO_ALL,
            Presence.CHANGED,
            Shards.ANNOUNCED);

    private Catalogue() {}
}
