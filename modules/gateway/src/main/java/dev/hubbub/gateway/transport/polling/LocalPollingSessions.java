// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.session.PollingSessions;
import dev.hubbub.contract.session.PollingSessions.Delivered;
import dev.hubbub.contract.session.PollingSessions.Received;
import dev.hubbub.contract.session.PollingSessions.Released;
import dev.hubbub.contract.value.SessionId;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.session.ClientSession;
import dev.hubbub.gateway.session.Endpoint;
import dev.hubbub.gateway.session.Sessions;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** The polling sessions of one event loop. */
public final class LocalPollingSessions {
    private final GatewayConfig.Sockets limits;
    private final Sessions sessions;
    private final Endpoint endpoint;
    private final Function<InetAddress, Optional<Duration>> tried;
    private final Map<SessionId, Client> clients = new HashMap<>();

    private record Client(PollingSession polling, ClientSession session, int shard) {}

    /**
     * Must be used on the event loop of the sessions.
     *
     * @param tried notes that an IP address opens a session; how long it has to wait when it does so too often
     */
    public LocalPollingSessions(
            GatewayConfig.Sockets limits,
            Sessions sessions,
            Endpoint endpoint,
            Function<InetAddress, Optional<Duration>> tried) {
        this.limits = limits;
        this.sessions = sessions;
        this.endpoint = endpoint;
        this.tried = tried;
    }

    Future<Received> receive(PollingSessions.Receive ask) {
        Client client = clients.get(ask.session());
        try {
            return (client == null ? open(ask) : client).polling().receive(ask);
        } catch (HubException e) {
            return Future.failedFuture(e);
        }
    }

    private Client open(PollingSessions.Receive ask) {
        InetAddress ip = ask.address() == null ? null : NetUtil.createInetAddressFromIpAddressString(ask.address());
        if (ip == null) {
            throw unknown();
        }
        Optional<Duration> tooOften = tried.apply(ip);
        if (tooOften.isPresent()) {
            throw HubException.tooMany("too many sessions opened", tooOften.get());
        }
        if (!sessions.hasRoom() || clients.size() >= limits.maxSockets()) {
            throw new HubException(ErrorCode.UNAVAILABLE, "no room for another session");
        }
        PollingSession polling = new PollingSession(
                endpoint.dialect(), limits.fallbackIdleMillis(), () -> System.nanoTime() / 1_000_000);
        ClientSession session = sessions.open(polling, ip, endpoint.handler());
        sessions.closeIfLeaving(session);
        polling.connect(session::receive, session::heard);
        Client client = new Client(polling, session, ask.shard());
        clients.put(ask.session(), client);
        return client;
    }

    Future<Delivered> deliver(PollingSessions.Deliver ask) {
        Client client = clients.get(ask.session());
        if (client != null && ask.messages().isEmpty()) {
            client.session().pay(0);
        }
        return client == null
                ? Future.failedFuture(unknown())
                : client.polling().deliver(ask.messages());
    }

    Future<Released> release(PollingSessions.Release ask) {
        Client client = clients.get(ask.session());
        if (client == null) {
            return Future.failedFuture(unknown());
        }
        client.polling().release(ask);
        closeIfOver(client);
        return Future.succeededFuture(new Released(ask.acked()));
    }

    private static HubException unknown() {
        return new HubException(ErrorCode.NOT_FOUND, "no such session");
    }

    /** How full they are; looks at every one. */
    public PollingStats stats() {
        long bytes = 0;
        long sends = 0;
        for (Client client : clients.values()) {
            bytes += client.polling().pendingBytes();
            sends += client.polling().holdsSend() ? 1 : 0;
        }
        return new PollingStats(clients.size(), bytes, sends);
    }

    /**
     * Forgets clients that are away, and sends clients elsewhere that another node serves by now. To be called about
     * twice a second.
     *
     * @param owns whether requests of a {@link Shard} come here
     */
    public void sweep(IntPredicate owns) {
        for (Client client : List.copyOf(clients.values())) {
            client.polling().tick();
            if (!owns.test(client.shard())) {
                client.session().close(CloseCode.GOING_AWAY);
            }
            closeIfOver(client);
        }
        clients.values().removeIf(client -> client.polling().isForgotten());
    }

    private void closeIfOver(Client client) {
        if (client.polling().isOver()) {
            sessions.closed(client.session());
        }
    }
}
