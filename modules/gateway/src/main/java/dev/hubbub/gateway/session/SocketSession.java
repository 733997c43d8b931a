// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.GatewayConfig;
import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.fanout.Subscriber;
import dev.hubbub.gateway.frames.FrameFault;
import dev.hubbub.gateway.frames.ServerFrame;
import java.net.InetAddress;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** One socket: who is behind it, what it listens to, and what it is told. Belongs to one event loop. */
public final class SocketSession implements Subscriber {
    /** Answers that fill this part of the buffer must leave before further requests are taken. */
    private static final int CONGESTED = 4;

    private final Peer peer;
    private final int maxPendingBytes;
    private final Admission admission;
    private final Turns turns = new Turns();
    private final Set<String> addresses = new HashSet<>();
    private final long openedAt = System.nanoTime();
    private long heardAt = openedAt;
    private long askedAt = openedAt;
    private final InetAddress address;
    private MessageReader reader;
    private long number;
    private Identity identity;
    private Identity warned;
    private int faults;
    private boolean closed;

    /** @param address the one that it counts for */
    SocketSession(Peer peer, InetAddress address, GatewayConfig.Sockets limits, Dispatcher dispatcher) {
        this.peer = peer;
        this.address = address;
        this.maxPendingBytes = limits.maxPendingBytes();
        this.admission = new Admission(
                limits.maxInFlight(),
                peer,
                () -> peer.pendingBytes() > maxPendingBytes / CONGESTED,
                text -> dispatcher.dispatch(this, text));
    }

    /** The user, or null before the login. */
    @Override
    public Caller caller() {
        return identity == null ? null : identity.caller();
    }

    /** Whether nothing is sent or read any more. */
    @Override
    public boolean isClosed() {
        return closed;
    }

    /** Sends a frame that others may share. A peer that reads too slowly is closed instead. */
    @Override
    public void send(ServerFrame frame) {
        if (closed) {
            return;
        }
        peer.write(frame);
        if (peer.pendingBytes() > maxPendingBytes) {
            close(CloseCode.TOO_SLOW);
        }
    }

    @Override
    public double backlog() {
        return (double) peer.pendingBytes() / maxPendingBytes;
    }

    @Override
    public void tooSlow() {
        close(CloseCode.TOO_SLOW);
    }

    /** Answers a request, or confirms a registration. */
    @Override
    public void reply(String address, Object body) {
        sendOwn(ServerFrame.message(address, body));
    }

    /** Says that a request failed, or that a registration was refused or has ended. */
    @Override
    public void fail(String address, HubException cause) {
        sendOwn(ServerFrame.failure(address, cause));
    }

    void refuse(String address, FrameFault fault) {
        sendOwn(ServerFrame.refusal(address, fault));
    }

    private void sendOwn(ServerFrame frame) {
        send(frame);
        frame.release();
    }

    /** Closes the socket. What is in flight is finished, and its answer dropped. */
    public void close(CloseCode code) {
        if (!closed) {
            closed = true;
            admission.clear();
            peer.close(code);
        }
    }

    /** What it listens to, or is about to. */
    @Override
    public Set<String> addresses() {
        return addresses;
    }

    /** It has its user from now on, and its number among the sockets of users on this node. */
    void entered(Identity first, long place) {
        number = place;
        loggedIn(first);
    }

    long number() {
        return number;
    }

    InetAddress address() {
        return address;
    }

    void loggedIn(Identity newest) {
        identity = newest;
    }

    /** Whether the bearer of this token is to be warned now: once. */
    boolean countWarning() {
        boolean first = !identity.equals(warned);
        warned = identity;
        return first;
    }

    /** What the newest token said, or null before the login. */
    Identity identity() {
        return identity;
    }

    Admission admission() {
        return admission;
    }

    Turns turns() {
        return turns;
    }

    /** Closes a socket that floods it, and reads nothing more from it. */
    void flooded() {
        close(CloseCode.TOO_MANY);
        peer.deafen();
    }

    /** A message of the client came. */
    public void receive(String text) {
        if (!closed) {
            admission.offer(text);
        }
    }

    int countFault() {
        return ++faults;
    }

    /** A sign of life came. */
    public void heard() {
        heardAt = System.nanoTime();
    }

    void gone() {
        closed = true;
        admission.clear();
    }

    /** The times by which a {@link Watch} judges. */
    long openedAt() {
        return openedAt;
    }

    long heardAt() {
        return heardAt;
    }

    Instant expiresAt() {
        return identity.expiresAt();
    }

    void askForLife(long every) {
        long now = System.nanoTime();
        if (now - askedAt >= every) {
            askedAt = now;
            peer.heartbeat();
        }
    }

    long pendingBytes() {
        return peer.pendingBytes();
    }

    /** Its messages come in parts, and are put together here. */
    void readBy(MessageReader from) {
        reader = from;
    }

    int partialBytes() {
        return reader == null ? 0 : reader.partialBytes();
    }
}
