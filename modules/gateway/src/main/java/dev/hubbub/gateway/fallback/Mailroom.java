// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fallback;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.session.PollingSessions;
import dev.hubbub.contract.session.PollingSessions.Delivered;
import dev.hubbub.contract.session.PollingSessions.Received;
import dev.hubbub.contract.session.PollingSessions.Released;
import dev.hubbub.contract.value.SessionId;
import dev.hubbub.gateway.GatewayConfig;
import dev.hubbub.gateway.session.Sessions;
import dev.hubbub.gateway.session.SocketSession;
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

/** The sessions without a WebSocket of one event loop. */
public final class Mailroom {
    private final GatewayConfig.Sockets limits;
    private final Sessions sessions;
    private final Function<InetAddress, Optional<Duration>> tried;
    private final Map<SessionId, Box> boxes = new HashMap<>();

    private record Box(Mailbox mailbox, SocketSession session, int shard) {}

    /**
     * Must be used on the event loop of the sessions.
     *
     * @param tried notes that an address opens a session; how long it has to wait when it does so too often
     */
    public Mailroom(GatewayConfig.Sockets limits, Sessions sessions, Function<InetAddress, Optional<Duration>> tried) {
        this.limits = limits;
        this.sessions = sessions;
        this.tried = tried;
    }

    Future<Received> receive(PollingSessions.Receive ask) {
        Box box = boxes.get(ask.session());
        try {
            return (box == null ? open(ask) : box).mailbox().receive(ask);
        } catch (HubException e) {
            return Future.failedFuture(e);
        }
    }

    private Box open(PollingSessions.Receive ask) {
        InetAddress address =
                ask.address() == null ? null : NetUtil.createInetAddressFromIpAddressString(ask.address());
        if (address == null) {
            throw unknown();
        }
        Optional<Duration> tooOften = tried.apply(address);
        if (tooOften.isPresent()) {
            throw HubException.tooMany("too many sessions opened", tooOften.get());
        }
        if (!sessions.hasRoom() || boxes.size() >= limits.maxSockets()) {
            throw new HubException(ErrorCode.UNAVAILABLE, "no room for another session");
        }
        Mailbox mailbox = new Mailbox(limits.fallbackIdleMillis(), () -> System.nanoTime() / 1_000_000);
        SocketSession session = sessions.open(mailbox, address);
        mailbox.connect(session::receive, session::heard);
        Box box = new Box(mailbox, session, ask.shard());
        boxes.put(ask.session(), box);
        return box;
    }

    Future<Delivered> deliver(PollingSessions.Deliver ask) {
        Box box = boxes.get(ask.session());
        return box == null ? Future.failedFuture(unknown()) : box.mailbox().deliver(ask.messages());
    }

    Future<Released> release(PollingSessions.Release ask) {
        Box box = boxes.get(ask.session());
        if (box == null) {
            return Future.failedFuture(unknown());
        }
        box.mailbox().release(ask);
        return Future.succeededFuture(new Released(ask.acked()));
    }

    private static HubException unknown() {
        return new HubException(ErrorCode.NOT_FOUND, "no such session");
    }

    /** How full they are; looks at every one. */
    public MailLoad load() {
        long bytes = 0;
        long letters = 0;
        for (Box box : boxes.values()) {
            bytes += box.mailbox().pendingBytes();
            letters += box.mailbox().holdsLetter() ? 1 : 0;
        }
        return new MailLoad(boxes.size(), bytes, letters);
    }

    /**
     * Lets go of clients that are away, and sends those elsewhere whose requests go to another node by now. To be
     * called about twice a second.
     *
     * @param owns whether requests of a {@link Shard} come here
     */
    public void sweep(IntPredicate owns) {
        for (Box box : List.copyOf(boxes.values())) {
            box.mailbox().tick();
            if (!owns.test(box.shard())) {
                box.session().close(CloseCode.GOING_AWAY);
            }
            if (box.mailbox().isOver()) {
                sessions.gone(box.session());
            }
        }
        boxes.values().removeIf(box -> box.mailbox().isForgotten());
    }
}
