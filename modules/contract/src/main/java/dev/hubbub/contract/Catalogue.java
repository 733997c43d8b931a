// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every address there is. What is not listed here, or by the operator in the configuration, is out of reach. */
public final class Catalogue {
    /** What a browser may send to. */
    public static final List<Rpc<?, ?>> API = List.of(
            Session.LOGIN,
            Session.REFRESH,
            Session.RESUME,
            Rooms.CREATE,
            Rooms.JOIN,
            Rooms.LEAVE,
            Rooms.ADD,
            Rooms.KICK,
            Rooms.MEMBERS,
            Rooms.MINE,
            Messages.SEND,
            Messages.HISTORY,
            Presence.LIST,
            Presence.TYPING,
            Users.LOGOUT,
            Users.DISABLE,
            Users.ENABLE);

    /** What verticles ask each other. */
    public static final List<Rpc<?, ?>> INSIDE = List.of(
            Access.SUBSCRIBE,
            Access.ADMIT,
            Log.APPEND,
            Log.READ,
            Log.COMPARE,
            Log.DESCRIBE,
            Log.ROOMS,
            Log.REMEMBER,
            Log.RECALL,
            Presence.REPORT,
            Presence.LOOKUP,
            Presence.ONLINE,
            Presence.ADMIT,
            Presence.SPEND,
            Mail.RECEIVE,
            Mail.DELIVER,
            Mail.RELEASE,
            Shards.PING,
            Tickets.REDEEM);

    /** What verticles tell each other. */
    public static final List<Fact<?>> FACTS = List.of(
            Access.REVOKED,
            Log.APPENDED,
            Nodes.HEARD,
            Presence.CHANGED,
            Presence.TYPED,
            Presence.DISPLACED,
            Shards.ANNOUNCED);

    private static final Map<String, Rpc<?, ?>> API_BY_ADDRESS =
            API.stream().collect(Collectors.toUnmodifiableMap(Rpc::address, Function.identity()));

    /** The request that a browser may send to this address, or null. */
    public static Rpc<?, ?> api(String address) {
        return API_BY_ADDRESS.get(address);
    }

    private Catalogue() {}
}
