// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.dialect.Delivery;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** A client that answers nothing, and whose connection is in the state that a test gives it. */
final class RecordingTransport implements SessionTransport {
    static final GatewayConfig CONFIG = new GatewayConfig(null, null, null, null, null, null, null);

    private final List<CloseCode> closed;
    boolean stalled;
    long pendingBytes;
    int looks;
    int heartbeats;

    /** @param closed gets the codes of closed sessions */
    RecordingTransport(List<CloseCode> closed) {
        this.closed = closed;
    }

    /** A new session over it, which is not counted as a socket of its user. */
    ClientSession session() {
        return new ClientSession(this, null, CONFIG, (session, packet) -> {}, new Unregistered());
    }

    /** A user's token. */
    static Identity identity(String user, Instant expiresAt, Instant issuedAt) {
        return new Identity(Caller.of(user), expiresAt, issuedAt);
    }

    private static final class Unregistered implements ClientSession.Owner {
        @Override
        public Future<Void> login(ClientSession session, Identity first) {
            return Future.succeededFuture();
        }

        @Override
        public void closing(ClientSession session) {}
    }

    @Override
    public void write(Delivery frame) {}

    @Override
    public long pendingBytes() {
        return pendingBytes;
    }

    @Override
    public boolean isStalled(long nanos) {
        looks++;
        return stalled;
    }

    @Override
    public void heartbeat() {
        heartbeats++;
    }

    @Override
    public boolean askForLife() {
        return true;
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void stopReading() {}

    @Override
    public void close(CloseCode code) {
        closed.add(code);
    }
}
