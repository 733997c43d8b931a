// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.dialect.RefusedException;
import dev.hubbub.gateway.fanout.Subscriber;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import dev.hubbub.gateway.limits.FrameBudget;
import dev.hubbub.gateway.request.InFlightWindow;
import dev.hubbub.gateway.request.Requester;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** One client connection: its user, its subscriptions, and what it is sent. Belongs to one event loop. */
public final class ClientSession implements Requester, Subscriber {
    /** Answers that fill this part of the buffer must leave before further requests are taken. */
    private static final int CONGESTED = 4;

    private static final long TOLD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SessionTransport transport;
    private final int maxPendingBytes;
    private final Owner owner;
    private final FrameBudget budget;
    private final InFlightWindow window;
    private final Requester.Order order = new Requester.Order();
    private final Set<String> addresses = new HashSet<>();
    private final SessionTimeouts.Times times = new SessionTimeouts.Times();
    private long toldAt = System.nanoTime() - TOLD_NANOS;
    private final InetAddress ip;
    private IntSupplier partialBytes = () -> 0;
    private long number;
    private @Nullable Identity identity;
    private @Nullable Identity warned;
    private int faults;
    private boolean closed;
    private @Nullable CloseCode closedWith;
    private long delivered;

    /** Whom a session tells what becomes of it. */
    interface Owner {
        /** Gives a session its first user, if the user may have one more socket. */
        Future<Void> login(ClientSession session, Identity first);

        /** The session is being closed, and no socket of its user any more; its client may take time to notice. */
        void closing(ClientSession session);
    }

    /** @param ip the IP address that it counts for */
    ClientSession(
            SessionTransport transport, InetAddress ip, GatewayConfig config, PacketHandler handler, Owner owner) {
        this.transport = transport;
        this.ip = ip;
        this.owner = owner;
        this.maxPendingBytes = config.sockets().maxPendingBytes();
        this.budget = new FrameBudget(config.limits().frames());
        this.window = new InFlightWindow(
                config.sockets().maxInFlight(),
                transport,
                () -> transport.pendingBytes() > maxPendingBytes / CONGESTED,
                packet -> {
                    if (pay(packet.length())) {
                        handler.handle(this, packet);
                    }
                });
    }

    /** Takes what a frame costs, and closes a session that cannot pay; whether it may go on. */
    public boolean pay(int bytes) {
        times.wake();
        if (!closed && !budget.pay(bytes)) {
            flooded();
        }
        return !closed;
    }

    /** The user, or null before the login. */
    @Override
    public @Nullable Caller caller() {
        return identity == null ? null : identity.caller();
    }

    @Override
    public Caller follower() {
        return loggedIn().caller();
    }

    private Identity loggedIn() {
        return Objects.requireNonNull(identity, "not logged in");
    }

    /** Whether nothing is sent or read any more. */
    @Override
    public boolean isClosed() {
        return closed;
    }

    /** Sends what others may get too. A client that reads too slowly is closed instead. */
    @Override
    public void send(Delivery delivery) {
        if (closed) {
            return;
        }
        times.wake();
        transport.write(delivery);
        if (transport.pendingBytes() > maxPendingBytes) {
            close(CloseCode.TOO_SLOW);
        }
    }

    /** An entry of a room. */
    @Override
    public void receive(RoomEntry entry) {
        delivered += closed ? 0 : 1;
        send(entry.delivery());
    }

    @Override
    public double backlog() {
        return (double) transport.pendingBytes() / maxPendingBytes;
    }

    @Override
    public void tooSlow() {
        close(CloseCode.TOO_SLOW);
    }

    /** Answers a request, or confirms a registration. */
    @Override
    public void reply(String address, @Nullable Object body) {
        sendOwn(Delivery.of(address, body));
    }

    /** Says that a request failed, or that a registration was refused or has ended; ends the session if that says so. */
    @Override
    public void fail(@Nullable String address, HubException cause) {
        sendOwn(Delivery.failure(address, cause));
        if (cause instanceof RefusedException refused) {
            refused.close().ifPresent(this::close);
        }
    }

    /** Says that a request failed whose sender waits for no answer; once a second at most. */
    public void failUnanswered(HubException cause) {
        long now = System.nanoTime();
        if (now - toldAt >= TOLD_NANOS) {
            toldAt = now;
            fail(null, cause);
        }
    }

    private void sendOwn(Delivery delivery) {
        send(delivery);
        delivery.release();
    }

    /** Closes the session. Requests in flight are finished, and their answers dropped. */
    public void close(CloseCode code) {
        if (!closed) {
            closed = true;
            closedWith = code;
            window.clear();
            transport.close(code);
            owner.closing(this);
        }
    }

    /** What it listens to, or is about to. */
    @Override
    public Set<String> addresses() {
        return addresses;
    }

    /** Gives the session its first user, if the user may have one more socket. */
    public Future<Void> login(Identity first) {
        return owner.login(this, first);
    }

    /** It has its user from now on, and its number among the sockets of users on this node. */
    void loggedIn(Identity first, long socket) {
        number = socket;
        budget.loggedIn(first.caller());
        renew(first);
    }

    long number() {
        return number;
    }

    @Override
    public InetAddress ip() {
        return ip;
    }

    /** Takes a newer token of the same user. */
    public void renew(Identity newest) {
        identity = identity == null ? newest : newest.at(identity.caller().socket());
    }

    /** Whether the bearer of this token is to be warned now: once. */
    boolean countWarning() {
        boolean first = !loggedIn().equals(warned);
        warned = identity;
        return first;
    }

    /** What the newest token said, or null before the login. */
    @Nullable
    Identity identity() {
        return identity;
    }

    /** The requests that are in flight. */
    public InFlightWindow window() {
        return window;
    }

    @Override
    public Requester.Order order() {
        return order;
    }

    /** Closes a socket that floods it, and reads nothing more from it. */
    public void flooded() {
        close(CloseCode.TOO_MANY);
        transport.stopReading();
    }

    /** A message of the client came. */
    public void receive(String text) {
        if (!closed) {
            window.offer(text);
        }
    }

    /** Counts a packet that breaks the protocol, and says how many there were. */
    public int countFault() {
        return ++faults;
    }

    /** A sign of life came. */
    public void heard() {
        times.heard();
    }

    void closed() {
        closed = true;
        window.clear();
    }

    /** The code by which the hub closed it; null: its client did, or was lost. */
    public @Nullable CloseCode closedWith() {
        return closedWith;
    }

    /** How many entries of rooms it was sent. */
    long delivered() {
        return delivered;
    }

    SessionTimeouts.Times times() {
        return times;
    }

    /** When its newest token expires. */
    public Instant expiresAt() {
        return loggedIn().expiresAt();
    }

    /** Asks for a sign of life that comes at once; false when the client cannot be asked. */
    boolean askForLife() {
        times.wake();
        return !closed && transport.askForLife();
    }

    SessionTransport transport() {
        return transport;
    }

    /** @param partialBytes the bytes of messages whose end has not come */
    public void countPartialBytes(IntSupplier partialBytes) {
        this.partialBytes = partialBytes;
    }

    int partialBytes() {
        return partialBytes.getAsInt();
    }
}
