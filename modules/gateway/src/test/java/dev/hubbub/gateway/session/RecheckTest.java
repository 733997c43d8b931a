// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.rooms.Access.LoginAuthorized;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.GatewayConfig.Sockets;
import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.frames.ServerFrame;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RecheckTest {
    private static final int STEPS = 10;

    private final List<CloseCode> closed = new ArrayList<>();
    private final List<Promise<LoginAuthorized>> questions = new ArrayList<>();
    private final Recheck recheck = new Recheck(
            identity -> {
                questions.add(Promise.promise());
                return questions.get(questions.size() - 1).future();
            },
            STEPS);

    private SocketSession session(String user) {
        SocketSession session = new SocketSession(new Silent(), null, Sockets.DEFAULTS, null);
        session.loggedIn(identity(user, Instant.EPOCH));
        return session;
    }

    private static Identity identity(String user, Instant issuedAt) {
        return new Identity(Caller.of(user), Instant.MAX, issuedAt);
    }

    private void round(List<SocketSession> open) {
        IntStream.range(0, STEPS).forEach(step -> recheck.step(open));
    }

    private void refuse(int question, ErrorCode why) {
        questions.get(question).fail(new HubException(why, "no"));
    }

    @Test
    void everybodyIsAskedForOnceARound() {
        List<SocketSession> open =
                IntStream.range(0, 95).mapToObj(i -> session("u" + i)).toList();
        recheck.step(open);
        assertThat(questions).hasSize(10);
        round(open);
        assertThat(questions).hasSizeBetween(95, 105);
    }

    @Test
    void whoMayNotStayIsClosedAndTheOthersAreNot() {
        round(List.of(session("out"), session("disabled"), session("unknown"), session("fine")));
        refuse(0, ErrorCode.UNAUTHORIZED);
        refuse(1, ErrorCode.FORBIDDEN);
        refuse(2, ErrorCode.UNAVAILABLE);
        questions.get(3).complete(new LoginAuthorized(null));
        assertThat(closed).containsExactly(CloseCode.UNAUTHORIZED, CloseCode.DISABLED);
    }

    @Test
    void whoHasShownANewerTokenMeanwhileStays() {
        SocketSession ann = session("ann");
        recheck.step(List.of(ann));
        ann.loggedIn(identity("ann", Instant.EPOCH.plusSeconds(9)));
        refuse(0, ErrorCode.UNAUTHORIZED);
        assertThat(closed).isEmpty();
    }

    @Test
    void questionsAtATimeAreBounded() {
        List<SocketSession> open =
                IntStream.range(0, 10_000).mapToObj(i -> session("u" + i)).toList();
        round(open);
        assertThat(questions).hasSize(256);
    }

    private final class Silent implements Peer {
        @Override
        public void write(ServerFrame frame) {}

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public void heartbeat() {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void deafen() {}

        @Override
        public void close(CloseCode code) {
            closed.add(code);
        }
    }
}
