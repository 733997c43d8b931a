// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.auth.Authenticator;
import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.limits.SocketRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The sessions of one event loop. */
public final class Sessions {
    private static final int RECHECK_STEPS = 60;

    /** How long after access has let a user in it is asked again: it was told of a ban for longer than that. */
    private static final long LONG_AGO_NANOS = 1_000_000_000;

    /** A handshake takes no longer; one that Vert.x loses must not keep its room. */
    private static final long HANDSHAKE_SECONDS = 10;

    /** A timer that is so late says nothing about what has come meanwhile. */
    private static final long LATE_NANOS = 500_000_000;

    private final ClientSession.Owner owner = new SessionOwner();
    private final Vertx vertx;
    private final GatewayConfig config;
    private final SocketRegistry sockets;
    private final Consumer<ClientSession> onClosed;
    private final AccountRecheck recheck;
    private final SessionsByUser byUser = new SessionsByUser();
    private final Set<ClientSession> open = new HashSet<>();
    private final Map<Long, ClientSession> numbered = new HashMap<>();
    private final Map<InetAddress, Set<ClientSession>> withoutUser = new HashMap<>();
    private final Promise<Void> empty = Promise.promise();
    private boolean leaving;
    private int expected;
    private long delivered;

    /**
     * Must be used on one event loop.
     *
     * @param onClosed ends what a closed session follows
     */
    public Sessions(
            Vertx vertx,
            GatewayConfig config,
            Authenticator authenticator,
            SocketRegistry sockets,
            Consumer<ClientSession> onClosed) {
        this.vertx = vertx;
        this.config = config;
        this.sockets = sockets;
        this.onClosed = onClosed;
        this.recheck = new AccountRecheck(authenticator::authorize, RECHECK_STEPS);
    }

    /** Reserves room for a socket until its handshake ends. */
    public void expect(Future<?> handshake) {
        expected++;
        handshake.timeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS).onComplete(over -> expected--);
    }

    /** Adds a new client. The transport must call {@link #closeIfLeaving} next, and {@link #closed} at the end. */
    public ClientSession open(SessionTransport transport, InetAddress ip, PacketHandler handler) {
        ClientSession session = new ClientSession(transport, ip, config, handler, owner);
        open.add(session);
        withoutUser.computeIfAbsent(ip, first -> new LinkedHashSet<>()).add(session);
        return session;
    }

    private void waitsNoMore(ClientSession session) {
        withoutUser.computeIfPresent(session.ip(), (same, all) -> {
            all.remove(session);
            return all.isEmpty() ? null : all;
        });
    }

    /**
     * Closes the oldest session of an IP address that has no user and asks for none, if it had so much time: strangers who
     * only wait do not keep others out. Whether one was closed.
     */
    public boolean makeRoom(InetAddress ip, long greetingMillis) {
        long latest = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(greetingMillis);
        Optional<ClientSession> oldest = withoutUser.getOrDefault(ip, Set.of()).stream()
                .filter(session ->
                        session.window().inFlight() + session.window().waiting() == 0)
                .findFirst()
                .filter(session -> session.times().openedAt() - latest <= 0);
        oldest.ifPresent(session -> session.close(CloseCode.CROWDED_OUT));
        return oldest.isPresent();
    }

    /** Closes a new session if all are to leave. */
    public void closeIfLeaving(ClientSession session) {
        if (leaving) {
            session.close(CloseCode.GOING_AWAY);
        }
    }

    private final class SessionOwner implements ClientSession.Owner {
        @Override
        public Future<Void> login(ClientSession session, Identity identity) {
            long admittedAt = System.nanoTime();
            return sockets.acquire(identity.caller()).map(socket -> {
                loggedIn(session, identity, socket, admittedAt);
                return null;
            });
        }

        @Override
        public void closing(ClientSession session) {
            waitsNoMore(session);
            Caller caller = session.caller();
            if (caller != null && numbered.remove(session.number(), session)) {
                byUser.remove(caller.user(), session);
                sockets.released(caller.user(), session.number());
            }
        }
    }

    /**
     * The session has its user.
     *
     * @param socket the number that {@link SocketRegistry#acquire} gave
     * @param admittedAt when access admitted the user, by {@link System#nanoTime}
     */
    public void loggedIn(ClientSession session, Identity identity, long socket, long admittedAt) {
        if (session.isClosed()) {
            sockets.released(identity.caller().user(), socket);
        } else {
            Identity here = identity.at(sockets.name(socket));
            session.loggedIn(here, socket);
            waitsNoMore(session);
            numbered.put(socket, session);
            byUser.add(identity.caller().user(), session);
            sockets.connected(identity.caller(), socket);
            if (System.nanoTime() - admittedAt > LONG_AGO_NANOS) {
                recheck.ask(session, here); // may have been logged out since, when the socket was not there to hear it
            }
        }
    }

    /** Closes the socket with this number, if it is one of these: its user has a newer one, and too many. */
    public void displace(long socket) {
        ClientSession session = numbered.get(socket);
        if (session != null) {
            session.close(CloseCode.REPLACED);
        }
    }

    /** Asks the sockets of a user for a sign of life, and closes those that give none in time. */
    public void askForLife(UserId user, long withinMillis) {
        long askedAt = System.nanoTime();
        List<ClientSession> asked =
                byUser.of(user).stream().filter(ClientSession::askForLife).toList();
        if (!asked.isEmpty()) {
            vertx.setTimer(withinMillis, over -> closeSilent(asked, askedAt, withinMillis));
        }
    }

    private void closeSilent(List<ClientSession> asked, long askedAt, long withinMillis) {
        long late = System.nanoTime() - askedAt - TimeUnit.MILLISECONDS.toNanos(withinMillis);
        if (late < LATE_NANOS) { // else this event loop had no time to read what came
            asked.stream()
                    .filter(session -> session.times().heardAt() - askedAt < 0)
                    .forEach(session -> session.close(CloseCode.HEARTBEAT_LOST));
        }
    }

    /** A user was logged out everywhere, or disabled. */
    public void revoke(Access.Revoked revoked) {
        byUser.revoke(revoked);
    }

    /** The transport has closed the session; it may say so more than once. */
    public void closed(ClientSession session) {
        session.closed();
        if (!open.remove(session)) {
            return;
        }
        recheck.forget(session);
        onClosed.accept(session);
        delivered += session.delivered();
        owner.closing(session);
        if (leaving && open.isEmpty()) {
            empty.tryComplete();
        }
    }

    /** Looks at every session; to be called periodically. */
    public void sweep(SessionTimeouts timeouts) {
        long now = System.nanoTime();
        List.copyOf(open).forEach(session -> timeouts.check(session, now));
        recheck.step(open);
    }

    /**
     * Sends all clients elsewhere, each once its requests are answered. Completes when all are gone, or when the time
     * is over.
     */
    public Future<Void> leave(long withinMillis) {
        leaving = true;
        if (open.isEmpty()) {
            return Future.succeededFuture();
        }
        long half = withinMillis / 2;
        long poll = vertx.setPeriodic(50, tick -> closeIdle(false));
        vertx.setTimer(half, late -> closeIdle(true));
        vertx.setTimer(withinMillis, late -> empty.tryComplete());
        closeIdle(false);
        return empty.future().onComplete(done -> vertx.cancelTimer(poll));
    }

    private void closeIdle(boolean all) {
        for (ClientSession session : List.copyOf(open)) {
            if (all || session.window().inFlight() == 0) {
                session.close(CloseCode.GOING_AWAY);
            }
        }
    }

    /** How full they are; looks at every session. */
    public SessionStats stats() {
        long requests = 0;
        long frames = 0;
        long registrations = 0;
        long pending = 0;
        long partial = 0;
        long sent = delivered;
        long now = System.nanoTime();
        for (ClientSession session : open) {
            registrations += session.addresses().size();
            sent += session.delivered();
            if (!session.times().isResting(now)) { // else nothing of it waits
                requests += session.window().inFlight();
                frames += session.window().waiting();
                pending += session.transport().pendingBytes();
                partial += session.partialBytes();
            }
        }
        return new SessionStats(
                open.size(), requests, frames, registrations, pending, partial, recheck.waiting(), expected, sent);
    }

    /** Whether another socket may come. */
    public boolean hasRoom() {
        int loops = config.http().eventLoops();
        return open.size() + expected < (config.sockets().maxSockets() + loops - 1) / loops;
    }
}
