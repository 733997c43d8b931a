// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.gateway.GatewayConfig;
import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.frames.ClientFrame;
import dev.hubbub.gateway.frames.Framing;
import dev.hubbub.gateway.frames.SockJs;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.net.InetAddress;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The sockets of one event loop, from the first byte to the last. */
public final class Sessions {
    /** How often {@link #sweep} is to be called. */
    public static final long SWEEP_MILLIS = 500;

    private static final int RECHECK_STEPS = 60;

    /** How long after access has let somebody in it is asked again: it was told of a ban for longer than that. */
    private static final long LONG_AGO_NANOS = 1_000_000_000;

    /** A handshake takes no longer; what Vert.x loses sight of must not keep its place. */
    private static final long HANDSHAKE_SECONDS = 10;

    private final Vertx vertx;
    private final GatewayConfig config;
    private final Audience audience;
    private final UnregisterHandler unregister;
    private final Dispatcher dispatcher;
    private final Watch watch;
    private final Recheck recheck;
    private final Roster roster = new Roster();
    private final Set<SocketSession> open = new HashSet<>();
    private final Map<Long, SocketSession> numbered = new HashMap<>();
    private final Promise<Void> empty = Promise.promise();
    private boolean leaving;
    private int expected;

    /** Must be used on one event loop. */
    public Sessions(Vertx vertx, GatewayConfig config, Desk desk) {
        this.vertx = vertx;
        this.config = config;
        this.audience = desk.audience();
        this.unregister = new UnregisterHandler(desk.rooms(), desk.operators());
        this.dispatcher = new Dispatcher(new BridgePolicy(config.bridge()), handlers(desk));
        this.watch = new Watch(config, Clock.systemUTC());
        this.recheck = new Recheck(desk.entrance()::stay, RECHECK_STEPS);
    }

    private Map<ClientFrame.Type, FrameHandler> handlers(Desk desk) {
        LoginHandler login = new LoginHandler(desk.entrance(), desk.failures(), this::enter);
        RegisterHandler register = new RegisterHandler(
                desk.rooms(), desk.operators(), config.sockets().maxSubscriptions());
        ResumeHandler resume = new ResumeHandler(register, config.sockets().maxInFlight());
        Map<ClientFrame.Type, FrameHandler> handlers = new EnumMap<>(ClientFrame.Type.class);
        handlers.put(ClientFrame.Type.PING, (session, frame) -> {}); // any frame is a sign of life
        Map.of(
                        ClientFrame.Type.SEND, new SendHandler(desk.bus(), login, resume),
                        ClientFrame.Type.REGISTER, register,
                        ClientFrame.Type.UNREGISTER, unregister)
                .forEach((type, handler) -> handlers.put(type, new Metered(desk.rates(), handler)));
        return handlers;
    }

    /** Keeps a place for a WebSocket until its handshake has come to something, or to nothing. */
    public void expect(Future<ServerWebSocket> handshake) {
        expected++;
        handshake.timeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS).onComplete(over -> expected--);
    }

    /** Takes a new WebSocket. */
    public void open(ServerWebSocket socket, Framing framing, Arrival arrival) {
        WebSocketPeer peer = new WebSocketPeer(vertx, socket, framing);
        SocketSession session = adopt(peer, arrival.address());
        MessageReader reader = new MessageReader(
                config.sockets().maxFrameBytes(),
                config.limits().controlFramesPerSecond(),
                new Inbound(session, framing == Framing.SOCKJS));
        session.readBy(reader);
        socket.frameHandler(reader::frame);
        socket.exceptionHandler(cause -> session.close(CloseCode.BAD_FRAME));
        socket.closeHandler(closed -> gone(session));
        if (framing == Framing.SOCKJS) {
            peer.writeText(SockJs.OPEN);
        }
        if (arrival.identity() != null) {
            entered(session, arrival.identity(), arrival.place(), arrival.admittedAt());
        }
        if (leaving) {
            session.close(CloseCode.GOING_AWAY);
        }
    }

    /** Takes a new client of another transport, which is to tell of {@link #gone}. */
    public SocketSession open(Peer peer, InetAddress address) {
        SocketSession session = adopt(peer, address);
        if (leaving) {
            session.close(CloseCode.GOING_AWAY);
        }
        return session;
    }

    private SocketSession adopt(Peer peer, InetAddress address) {
        SocketSession session = new SocketSession(peer, address, config.sockets(), dispatcher);
        open.add(session);
        return session;
    }

    private Future<Void> enter(SocketSession session, Identity identity) {
        long admittedAt = System.nanoTime();
        return audience.enter(identity.caller()).map(place -> entered(session, identity, place, admittedAt));
    }

    private Void entered(SocketSession session, Identity identity, long place, long admittedAt) {
        if (session.isClosed()) {
            audience.left(identity.caller().user(), place);
        } else {
            session.entered(identity, place);
            numbered.put(place, session);
            roster.add(session);
            audience.arrived(identity.caller(), place);
            if (System.nanoTime() - admittedAt > LONG_AGO_NANOS) {
                recheck.ask(session); // may have been logged out since, when the socket was not there to hear it
            }
        }
        return null;
    }

    /** Closes the socket with this number, if it is one of these: its user has a newer one, and too many. */
    public void displace(long place) {
        SocketSession session = numbered.get(place);
        if (session != null) {
            session.close(CloseCode.TOO_MANY);
        }
    }

    /** Somebody was logged out everywhere, or disabled. */
    public void revoke(Access.Revoked revoked) {
        roster.revoke(revoked);
    }

    /** From whole messages to the session. */
    private record Inbound(SocketSession session, boolean sockJs) implements MessageReader.Listener {
        @Override
        public void message(String text) {
            if (!sockJs) {
                session.receive(text);
                return;
            }
            Optional<List<String>> messages = SockJs.unwrap(text);
            if (messages.isPresent()) {
                messages.get().forEach(session::receive);
            } else {
                session.close(CloseCode.BAD_FRAME);
            }
        }

        @Override
        public void heard() {
            session.heard();
        }

        @Override
        public void tooLarge() {
            session.close(CloseCode.TOO_LARGE);
        }

        @Override
        public void flooding() {
            session.flooded();
        }
    }

    /** The transport has let go of the client. */
    public void gone(SocketSession session) {
        session.gone();
        unregister.leaveAll(session);
        if (open.remove(session) && session.caller() != null) {
            roster.remove(session);
            numbered.remove(session.number());
            audience.left(session.caller().user(), session.number());
        }
        if (leaving && open.isEmpty()) {
            empty.tryComplete();
        }
    }

    /** Looks at every session; to be called every {@link #SWEEP_MILLIS}. */
    public void sweep() {
        List.copyOf(open).forEach(watch::look);
        recheck.step(open);
    }

    /**
     * Sends everybody elsewhere, each once its requests are answered. Completes when all are gone, or when the time
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
        for (SocketSession session : List.copyOf(open)) {
            if (all || session.admission().inFlight() == 0) {
                session.close(CloseCode.GOING_AWAY);
            }
        }
    }

    /** How full they are; looks at every session. */
    public SessionLoad load() {
        long requests = 0;
        long frames = 0;
        long registrations = 0;
        long pending = 0;
        long partial = 0;
        for (SocketSession session : open) {
            requests += session.admission().inFlight();
            frames += session.admission().waiting();
            registrations += session.addresses().size();
            pending += session.pendingBytes();
            partial += session.partialBytes();
        }
        return new SessionLoad(
                open.size(), requests, frames, registrations, pending, partial, recheck.waiting(), expected);
    }

    /** Whether another socket may come. */
    public boolean hasRoom() {
        int loops = config.http().eventLoops();
        return open.size() + expected < (config.sockets().maxSockets() + loops - 1) / loops;
    }
}
