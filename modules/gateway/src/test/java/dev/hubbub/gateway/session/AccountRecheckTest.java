// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.rooms.Access.LoginAuthorized;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.dialect.Delivery;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AccountRecheckTest {
    private static final int STEPS = 10;
    private static final GatewayConfig CONFIG = new GatewayConfig(null, null, null, null, null, null, null);

    private final List<CloseCode> closed = new ArrayList<>();
    private final List<Promise<LoginAuthorized>> questions = new ArrayList<>();
    private final AccountRecheck recheck = new AccountRecheck(
            identity -> {
                questions.add(Promise.promise());
                return questions.get(questions.size() - 1).future();
            },
            STEPS);

    private ClientSession session(String user) {
        ClientSession session = new ClientSession(new RecordingTransport(), null, CONFIG, null, new Unregistered());
        session.renew(identity(user, Instant.EPOCH));
        return session;
    }

    private static final class Unregistered implements ClientSession.Owner {
        @Override
        public Future<Void> login(ClientSession session, Identity first) {
            return Future.succeededFuture();
        }

        @Override
        public void closing(ClientSession session) {}
    }

    private static Identity identity(String user, Instant issuedAt) {
        return new Identity(Caller.of(user), Instant.MAX, issuedAt);
    }

    private void round(List<ClientSession> open) {
        IntStream.range(0, STEPS).forEach(step -> recheck.step(open));
    }

    private void refuse(int question, ErrorCode why) {
        questions.get(question).fail(new HubException(why, "no"));
    }

    @Test
    void everybodyIsAskedForOnceARound() {
        List<ClientSession> open =
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
        ClientSession ann = session("ann");
        recheck.step(List.of(ann));
        ann.renew(identity("ann", Instant.EPOCH.plusSeconds(9)));
        refuse(0, ErrorCode.UNAUTHORIZED);
        assertThat(closed).isEmpty();
    }

    @Test
    void questionsAtATimeAreBounded() {
        List<ClientSession> open =
                IntStream.range(0, 10_000).mapToObj(i -> session("u" + i)).toList();
        round(open);
        assertThat(questions).hasSize(256);
    }

    private final class RecordingTransport implements SessionTransport {
        @Override
        public void write(Delivery frame) {}

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public boolean isStalled(long nanos) {
            return false;
        }

        @Override
        public void heartbeat() {}

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
}
