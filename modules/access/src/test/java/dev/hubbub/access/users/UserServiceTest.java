// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.users;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.hubbub.access.store.FakeUserRecords;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.rooms.Access.AuthorizeLogin;
import dev.hubbub.contract.rooms.Access.Revoked;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.users.UserRecords.Status;
import dev.hubbub.contract.users.Users.Disable;
import dev.hubbub.contract.users.Users.Enable;
import dev.hubbub.contract.users.Users.Logout;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class UserServiceTest {
    private static final Instant NOON = Instant.parse("2030-01-02T12:00:00.500Z");
    private static final Instant SECOND = Instant.parse("2030-01-02T12:00:00Z");

    private final FakeUserRecords records = new FakeUserRecords();
    private final List<Revoked> published = new ArrayList<>();
    private final TreeMap<Long, List<Runnable>> timers = new TreeMap<>();
    private final RevocationPublisher revocations = new RevocationPublisher(
            (millis, what) ->
                    timers.computeIfAbsent(millis, first -> new ArrayList<>()).add(what),
            published::add);
    private long nanos;
    private final UserService service = new UserService(
            records,
            new AccountStatusCache(records, () -> 0),
            revocations,
            new UserUpdateQueue(records, () -> NOON, () -> nanos),
            () -> NOON);

    private String login(Caller caller, Instant issuedAt) {
        var answer = service.authorizeLogin(new AuthorizeLogin(caller.user(), issuedAt));
        return answer.succeeded()
                ? "welcome"
                : failure(answer).substring(0, failure(answer).indexOf(':'));
    }

    private void runTimers(long until) {
        var due = timers.headMap(until, true);
        List<Runnable> all = due.values().stream().flatMap(List::stream).toList();
        due.clear();
        all.forEach(Runnable::run);
    }

    @Test
    void logoutVoidsTokensIssuedUntilThen() {
        assertThat(login(ANN, null)).isEqualTo("welcome");
        assertThat(result(service.logout(ANN, new Logout(ANN.user()))).validFrom())
                .isEqualTo(NOON);
        assertThat(login(ANN, null)).as("of unknown age").isEqualTo("UNAUTHORIZED");
        assertThat(login(ANN, SECOND.minusSeconds(1))).isEqualTo("UNAUTHORIZED");
        assertThat(login(ANN, SECOND)).as("of the same second").isEqualTo("UNAUTHORIZED");
        assertThat(login(ANN, NOON)).isEqualTo("UNAUTHORIZED");
        assertThat(login(ANN, NOON.plusMillis(1))).as("of a precise issuer").isEqualTo("welcome");
        assertThat(login(ANN, SECOND.plusSeconds(1))).isEqualTo("welcome");
        assertThat(login(BOB, null)).isEqualTo("welcome");
    }

    @Test
    void disabledUserNeedsToBeEnabledAndANewToken() {
        result(service.disable(SERVER, new Disable(ANN.user())));
        assertThat(login(ANN, SECOND.plusSeconds(1))).isEqualTo("FORBIDDEN");
        result(service.logout(SERVER, new Logout(ANN.user())));
        assertThat(login(ANN, SECOND.plusSeconds(1))).as("still").isEqualTo("FORBIDDEN");
        result(service.enable(SERVER, new Enable(ANN.user())));
        assertThat(login(ANN, SECOND)).isEqualTo("UNAUTHORIZED");
        assertThat(login(ANN, SECOND.plusSeconds(1))).isEqualTo("welcome");
    }

    @Test
    void tokensStayVoidWhenOnlyHalfOfDisablingIsStored() {
        records.failRaise(1, new HubException(ErrorCode.UNAVAILABLE, "test"));
        assertThat(failure(service.disable(SERVER, new Disable(ANN.user())))).startsWith("UNAVAILABLE");
        assertThat(records.status(ANN.user())).isNull();
        assertThat(login(ANN, SECOND)).isEqualTo("UNAUTHORIZED");
        assertThat(published).isEmpty();
    }

    @Test
    void ofDecisionsOfOneTimeTheOneThatDisablesHolds() {
        for (boolean disabled : List.of(false, true, false)) {
            result(records.raise(UserRecords.raise(ANN.user(), new Status(disabled, NOON))));
        }
        assertThat(login(ANN, null)).isEqualTo("FORBIDDEN");
    }

    @Test
    void lateWriteOfAnEarlierDecisionChangesNothing() {
        result(service.disable(SERVER, new Disable(ANN.user())));
        result(records.raise(UserRecords.raise(ANN.user(), new Status(false, NOON))));
        assertThat(login(ANN, SECOND.plusSeconds(1))).isEqualTo("FORBIDDEN");
    }

    /** Abuse case M8: who disabled whom, and when. */
    @Test
    void logTellsWhoDisabledWhom() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(UserService.class);
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        lines.start();
        result(service.disable(SERVER, new Disable(ANN.user())));
        logger.detachAppender(lines);
        logger.setLevel(null);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .contains("user ann: disabled true")
                .endsWith("by " + SERVER.user());
    }

    @Test
    void decisionTimeIncreasesEvenWhenTheClockIsBehind() {
        Instant future = NOON.plusSeconds(60);
        result(records.raise(UserRecords.raise(ANN.user(), new Status(false, future))));
        result(service.disable(SERVER, new Disable(ANN.user())));
        assertThat(records.status(ANN.user()).at()).isEqualTo(future.plusMillis(1));
        result(service.disable(SERVER, new Disable(BOB.user())));
        assertThat(records.status(BOB.user()).at()).isEqualTo(NOON.plusMillis(1));
        result(service.enable(SERVER, new Enable(BOB.user())));
        assertThat(records.status(BOB.user()).at()).isEqualTo(NOON.plusMillis(2));
    }

    @Test
    void requestsAboutAUserRunInOrder() {
        Promise<Void> slow = Promise.promise();
        records.delayGet(slow.future());
        Future<?> disabled = service.disable(SERVER, new Disable(ANN.user()));
        Future<?> enabled = service.enable(SERVER, new Enable(ANN.user()));
        result(service.disable(SERVER, new Disable(BOB.user())));
        assertThat(enabled.isComplete()).as("the earlier request is pending").isFalse();
        slow.complete();
        result(disabled);
        result(enabled);
        assertThat(records.status(ANN.user()).disabled()).isFalse();
        runTimers(5_000);
        assertThat(published).as("only bob").extracting(Revoked::user).containsOnly(BOB.user());
    }

    @Test
    void timedOutRequestIsNotStored() {
        result(service.disable(SERVER, new Disable(ANN.user())));
        Promise<Void> slow = Promise.promise();
        records.delayGet(slow.future());
        Future<?> enabled = service.enable(SERVER, new Enable(ANN.user()));
        nanos = Bus.TIMEOUT.toNanos();
        slow.complete();
        assertThat(failure(enabled)).startsWith("UNAVAILABLE");
        assertThat(records.status(ANN.user()).disabled()).isTrue();
    }

    @Test
    void revocationIsPublishedFourTimes() {
        result(service.disable(SERVER, new Disable(ANN.user())));
        assertThat(published).as("before the reply").isEmpty();
        runTimers(5_000);
        assertThat(published).hasSize(4).containsOnly(new Revoked(ANN.user(), NOON, true));
        assertThat(timers).isEmpty();
    }

    @Test
    void enablingStopsTheRevocation() {
        result(service.disable(SERVER, new Disable(ANN.user())));
        runTimers(400);
        result(service.enable(SERVER, new Enable(ANN.user())));
        runTimers(5_000);
        assertThat(published).hasSize(2);
    }

    @Test
    void tooManyRevocationsArePublishedOnceEach() {
        for (int i = 0; i < 10_001; i++) {
            revocations.start(new Revoked(Caller.of("u" + i).user(), NOON, false));
        }
        assertThat(published)
                .singleElement()
                .isEqualTo(new Revoked(Caller.of("u10000").user(), NOON, false));
    }
}
