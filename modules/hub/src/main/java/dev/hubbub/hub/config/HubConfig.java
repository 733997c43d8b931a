// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import dev.hubbub.access.AccessConfig;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.persistence.PersistenceConfig;
import dev.hubbub.presence.PresenceConfig;

/**
 * Every setting of a hub, shaped like {@code conf/hub.json}. A section that is null is all defaults, which each
 * section states for its own keys. Secrets in here are resolved: never print it, print {@link LoadedConfig#shown}.
 *
 * @param http where to listen
 * @param auth how tokens are verified
 * @param bridge addresses of an operator's own verticles
 * @param sockets limits of each socket
 * @param feeds what feeds do about entries that were missed
 * @param limits limits of users and addresses
 * @param rooms who may create rooms, and how large they grow
 * @param messages limits of messages
 * @param presence how long somebody counts as online or typing
 * @param persistence where messages are stored; without a connection string in the embedded store
 * @param cluster the other nodes
 * @param admin where operators look at the node
 */
public record HubConfig(
        GatewayConfig.Http http,
        GatewayConfig.Auth auth,
        GatewayConfig.Bridge bridge,
        GatewayConfig.Sockets sockets,
        GatewayConfig.Feeds feeds,
        LimitsConfig limits,
        Rooms rooms,
        Messages messages,
        PresenceConfig presence,
        PersistenceConfig persistence,
        Cluster cluster,
        Admin admin) {
    /** The values used where nothing is set. */
    public static final HubConfig DEFAULTS =
            new HubConfig(null, null, null, null, null, null, null, null, null, null, null, null);

    public HubConfig {
        GatewayConfig gateway = new GatewayConfig(http, auth, bridge, sockets, feeds, limits);
        http = gateway.http();
        auth = gateway.auth();
        bridge = gateway.bridge();
        sockets = gateway.sockets();
        feeds = gateway.feeds();
        limits = gateway.limits();
        rooms = rooms == null ? new Rooms(null, null, null) : rooms;
        messages = (messages == null ? new Messages(null) : messages).within(sockets.maxFrameBytes());
        presence = presence == null ? PresenceConfig.defaults() : presence;
        persistence = persistence == null ? PersistenceConfig.inMemory() : persistence;
        cluster = cluster == null
                ? new Cluster(null, null, null, null, null, null, null, null, null, null, null)
                : cluster;
        admin = admin == null ? new Admin(null, null, null) : admin;
        rooms.with(messages); // refuses what access refuses
        if (messages.maxTextBytes() > sockets.maxFrameBytes()) {
            throw new IllegalArgumentException("messages.maxTextBytes: " + messages.maxTextBytes()
                    + " (expected: at most sockets.maxFrameBytes, " + sockets.maxFrameBytes() + ")");
        }
    }

    /** What the access module is given. */
    public AccessConfig access() {
        return rooms.with(messages);
    }

    /** What the gateway module is given. */
    public GatewayConfig gateway() {
        return new GatewayConfig(http, auth, bridge, sockets, feeds, limits);
    }

    /** The same with messages stored somewhere else. */
    public HubConfig storedAt(String connectionString) {
        PersistenceConfig there = persistence.storedAt(connectionString);
        return new HubConfig(
                http, auth, bridge, sockets, feeds, limits, rooms, messages, presence, there, cluster, admin);
    }

    /** The same listening on these ports. */
    public HubConfig listeningAt(int port, int adminPort) {
        return new HubConfig(
                http.at(port),
                auth,
                bridge,
                sockets,
                feeds,
                limits,
                rooms,
                messages,
                presence,
                persistence,
                cluster,
                new Admin(admin.enabled(), admin.host(), adminPort));
    }

    /** No secret. */
    @Override
    public String toString() {
        return "HubConfig[" + http + ", " + rooms + ", " + messages + ", " + cluster + "]";
    }
}
