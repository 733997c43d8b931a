// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.gateway.config.AuthConfig;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.gateway.config.TcpBridgeConfig;
import dev.hubbub.hub.log.LogConfig;
import dev.hubbub.listeners.config.ListenersConfig;
import dev.hubbub.moderation.config.ModerationConfig;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.presence.PresenceConfig;

/**
 * All settings of a hub, shaped like {@code conf/hub.json}. A section that is null gets its defaults; each section
 * states its own. It holds resolved secrets: never print it, print {@link LoadedConfig#maskedJson}.
 *
 * @param http where to listen
 * @param auth how tokens are verified
 * @param bridge addresses of an operator's own verticles
 * @param tcpBridge where processes of any language take part in the bus
 * @param sockets limits of each socket
 * @param feeds how feeds repair gaps
 * @param limits limits of users and addresses
 * @param rooms who may create rooms, and how large rooms may be
 * @param messages limits of messages
 * @param moderation the stages that look at messages before they are stored
 * @param presence how long a user counts as online or typing
 * @param persistence where messages are stored; without a connection string, in the embedded store
 * @param listeners who is sent what is stored
 * @param cluster the other nodes
 * @param admin where the node shows its metrics
 * @param log what the node writes to its log
 */
public record HubConfig(
        GatewayConfig.Http http,
        AuthConfig auth,
        GatewayConfig.Bridge bridge,
        TcpBridgeConfig tcpBridge,
        GatewayConfig.Sockets sockets,
        GatewayConfig.Feeds feeds,
        LimitsConfig limits,
        RoomsConfig rooms,
        MessagesConfig messages,
        ModerationConfig moderation,
        PresenceConfig presence,
        PersistenceConfig persistence,
        ListenersConfig listeners,
        ClusterConfig cluster,
        AdminConfig admin,
        LogConfig log) {
    /** All defaults. */
    public static final HubConfig DEFAULTS = ConfigJson.defaults(HubConfig.class);

    public HubConfig {
        GatewayConfig gateway = new GatewayConfig(http, auth, bridge, sockets, feeds, limits, tcpBridge);
        http = gateway.http();
        auth = gateway.auth();
        bridge = gateway.bridge();
        tcpBridge = gateway.tcpBridge();
        sockets = gateway.sockets();
        feeds = gateway.feeds();
        limits = gateway.limits();
        rooms = rooms == null ? ConfigJson.defaults(RoomsConfig.class) : rooms;
        messages = (messages == null ? ConfigJson.defaults(MessagesConfig.class) : messages)
                .resolve(sockets.maxFrameBytes());
        moderation = moderation == null ? ModerationConfig.defaults() : moderation;
        presence = presence == null ? PresenceConfig.defaults() : presence;
        persistence = persistence == null ? PersistenceConfig.inMemory() : persistence;
        listeners = listeners == null ? ConfigJson.defaults(ListenersConfig.class) : listeners;
        cluster = cluster == null ? ConfigJson.defaults(ClusterConfig.class) : cluster;
        admin = admin == null ? ConfigJson.defaults(AdminConfig.class) : admin;
        log = log == null ? ConfigJson.defaults(LogConfig.class) : log;
        rooms.toAccessConfig(messages); // checks the bounds of access now
        if (messages.maxTextBytes() > sockets.maxFrameBytes()) {
            throw new IllegalArgumentException("messages.maxTextBytes: " + messages.maxTextBytes()
                    + " (expected: at most sockets.maxFrameBytes, " + sockets.maxFrameBytes() + ")");
        }
    }

    /** The settings of the access module. */
    public AccessConfig access() {
        return rooms.toAccessConfig(messages);
    }

    /** The settings of the gateway module. */
    public GatewayConfig gateway() {
        return new GatewayConfig(http, auth, bridge, sockets, feeds, limits, tcpBridge);
    }

    /** The same with a MongoDB server. */
    public HubConfig withConnectionString(String connectionString) {
        return with(persistence.storedAt(connectionString));
    }

    /** The same with the embedded store in this directory, unless it has a directory already. */
    public HubConfig withStoreIn(String directory) {
        return persistence.directory() == null ? with(persistence.storedIn(directory)) : this;
    }

    private HubConfig with(PersistenceConfig other) {
        return new HubConfig(
                http,
                auth,
                bridge,
                tcpBridge,
                sockets,
                feeds,
                limits,
                rooms,
                messages,
                moderation,
                presence,
                other,
                listeners,
                cluster,
                admin,
                log);
    }

    /** The same listening on these ports. */
    public HubConfig withPorts(int port, int adminPort) {
        return new HubConfig(
                http.at(port),
                auth,
                bridge,
                tcpBridge,
                sockets,
                feeds,
                limits,
                rooms,
                messages,
                moderation,
                presence,
                persistence,
                listeners,
                cluster,
                new AdminConfig(admin.enabled(), admin.host(), adminPort),
                log);
    }

    /** Contains no secret. */
    @Override
    public String toString() {
        return "HubConfig[" + http + ", " + rooms + ", " + messages + ", " + cluster + "]";
    }
}
