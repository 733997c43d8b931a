// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.config.TcpBridgeConfig;
import dev.hubbub.gateway.dialect.Utf8;
import dev.hubbub.gateway.fanout.process.ProcessMember;
import dev.hubbub.gateway.request.InFlightWindow;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One connection of a process: what it has sent, what waits for it, and how long it may stay. */
final class TcpConnection {
    private static final long CLOSING_MILLIS = 5_000;
    private static final int LOGIN_BYTES = 4_096;

    private final NetSocket socket;
    private final InetAddress ip;
    private final TcpBridgeConfig config;
    private final LongSupplier clock;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final InFlightWindow window;
    private final PendingAnswers answers;
    private final Map<String, ProcessMember> registrations = new HashMap<>();
    private final long openedAt;
    private @Nullable KeyRequester requester;
    private long frameAt;
    private long closingSince = -1;
    private int faults;
    private long dropped;

    /**
     * @param ip the IP address that it counts for
     * @param clock in milliseconds
     * @param frames gets the text of each frame when its turn has come
     */
    TcpConnection(
            NetSocket socket,
            InetAddress ip,
            TcpBridgeConfig config,
            LongSupplier clock,
            BiConsumer<TcpConnection, String> frames) {
        this.socket = socket;
        this.ip = ip;
        this.config = config;
        this.clock = clock;
        this.openedAt = clock.getAsLong();
        this.frameAt = openedAt;
        this.writer = new FrameWriter(socket, config.maxPendingBytes(), clock, this::drain);
        this.window = new InFlightWindow(
                config.maxInFlight(), new Source(socket), writer::isCongested, text -> frames.accept(this, text));
        this.answers = new PendingAnswers(config.maxAnswers(), config.answerMillis(), clock);
        this.reader = new FrameReader(this::maxFrameBytes, this::received, this::refuseLength);
        socket.handler(reader::read);
    }

    private record Source(NetSocket socket) implements InFlightWindow.Source {
        @Override
        public void pause() {
            socket.pause();
        }

        @Override
        public void resume() {
            socket.resume();
        }
    }

    private void received(Buffer bytes) {
        frameAt = clock.getAsLong();
        Utf8.decode(bytes)
                .ifPresentOrElse(
                        window::offer,
                        () -> close(new HubException(ErrorCode.BAD_REQUEST, "frame is not UTF-8 as PROTOCOL.md says")));
    }

    private void refuseLength(int length) {
        ErrorCode code = length == 0 ? ErrorCode.BAD_REQUEST : ErrorCode.TOO_LARGE;
        close(new HubException(
                code,
                "frame of " + Integer.toUnsignedString(length) + " bytes (expected: 1 to " + maxFrameBytes() + ")"));
    }

    /** Strangers need no more than a key. */
    private int maxFrameBytes() {
        return requester == null ? Math.min(LOGIN_BYTES, config.maxFrameBytes()) : config.maxFrameBytes();
    }

    private void drain() {
        if (!isClosing()) {
            window.drain();
        }
    }

    /** Writes a message of the bus. Returns false, and does nothing, when there is no room for it. */
    boolean offer(Buffer frame) {
        boolean fits = !isClosing() && writer.hasRoom(frame.length());
        if (fits) {
            writer.write(frame);
        }
        return fits;
    }

    /** Writes a reply to what the process asked, or that there was no room for it. */
    void reply(String replyAddress, String address, Buffer frame) {
        if (!offer(frame)) {
            fail(replyAddress, address, new HubException(ErrorCode.UNAVAILABLE, "the reply does not fit: read faster"));
        }
    }

    /** @param answerTo where the process waits for it; null: nowhere */
    void fail(@Nullable String answerTo, @Nullable String address, HubException cause) {
        write(FrameEncoder.error(answerTo, address, cause));
    }

    /** Writes a few bytes that answer a frame: while much waits, no frames are read. */
    void write(Buffer frame) {
        if (!isClosing()) {
            writer.write(frame);
        }
    }

    /** Tells the process why, and closes. */
    void close(HubException cause) {
        fail(null, null, cause);
        close();
    }

    /** Reads nothing more, and closes when all is written. */
    void close() {
        if (!isClosing()) {
            closingSince = clock.getAsLong();
            reader.end();
            window.clear();
            answers.failAll();
            socket.resume();
            socket.close();
        }
    }

    boolean isClosing() {
        return closingSince >= 0;
    }

    /** What time is over: to be asked again and again. */
    void sweep() {
        long now = clock.getAsLong();
        if (isClosing()) {
            if (now - closingSince > CLOSING_MILLIS) {
                cutOff();
            }
            return;
        }
        answers.expire();
        if (writer.stuckMillis() > config.writeIdleMillis()) {
            cutOff();
        } else if (requester == null && now - openedAt > config.loginMillis()) {
            close(new HubException(ErrorCode.UNAUTHORIZED, "no key within " + config.loginMillis() + " ms"));
        } else if (now - frameAt > config.idleMillis()) {
            close(new HubException(ErrorCode.UNAVAILABLE, "no frame within " + config.idleMillis() + " ms: send ping"));
        } else if (dropped > 0 && !writer.isCongested()) {
            fail(null, null, new HubException(ErrorCode.UNAVAILABLE, dropped + " events were dropped: read faster"));
            dropped = 0;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the close handler reports it
    private void cutOff() {
        close();
        ((NetSocketInternal) socket).channelHandlerContext().close(); // past Vert.x, which would write first
    }

    /** The connection has ended: nothing is answered here any more. */
    void ended() {
        close();
        if (requester != null) {
            requester.close();
        }
    }

    /** A frame broke the protocol. Returns how many did. */
    int countFault() {
        return ++faults;
    }

    /** An event was not written because there was no room. */
    void countDropped() {
        dropped++;
    }

    void loggedIn(KeyRequester with) {
        requester = with;
    }

    /** Null before the login. */
    @Nullable
    KeyRequester requester() {
        return requester;
    }

    InetAddress ip() {
        return ip;
    }

    InFlightWindow window() {
        return window;
    }

    PendingAnswers answers() {
        return answers;
    }

    Map<String, ProcessMember> registrations() {
        return registrations;
    }

    long pendingBytes() {
        return writer.pendingBytes();
    }

    int partialBytes() {
        return reader.partialBytes();
    }
}
