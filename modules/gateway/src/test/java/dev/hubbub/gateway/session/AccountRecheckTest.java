// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.rooms.Access.LoginAuthorized;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AccountRecheckTest {
    private static final int STEPS = 10;

    private final List<CloseCode> closed = new ArrayList<>();
    private final List<Promise<LoginAuthorized>> questions = new ArrayList<>();
    private final AccountRecheck recheck = new AccountRecheck(
            identity -> {
                questions.add(Promise.promise());
                return questions.get(questions.size() - 1).future();
            },
            STEPS);

    private ClientSession session(String user) {
        ClientSession session = new RecordingTransport(closed).session();
        session.renew(RecordingTransport.identity(user, Instant.MAX, Instant.EPOCH));
        return session;
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
    void nothingIsKeptOfWhoLeavesBeforeItsTurn() {
        List<ClientSession> open =
                IntStream.range(0, 20).mapToObj(i -> session("u" + i)).toList();
        recheck.step(open);
        assertThat(recheck.waiting()).isEqualTo(18);
        open.forEach(recheck::forget);
        assertThat(recheck.waiting()).isZero();
        recheck.step(List.of());
        assertThat(questions).hasSize(2);
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
        ann.renew(RecordingTransport.identity("ann", Instant.MAX, Instant.EPOCH.plusSeconds(9)));
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
}
