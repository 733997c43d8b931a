// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.Cast.ANN;
import static dev.hubbub.access.Cast.BOB;
import static dev.hubbub.access.Cast.SERVER;
import static dev.hubbub.access.Cast.done;
import static dev.hubbub.access.Cast.failure;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.messages.MessageLog.UpdateUser;
import dev.hubbub.contract.rooms.Access.AuthorizeLogin;
import dev.hubbub.contract.rooms.Access.Revoked;
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

final class UserRulesTest {
    private static final Instant NOON = Instant.parse("2030-01-02T12:00:00.500Z");
    private static final Instant SECOND = Instant.parse("2030-01-02T12:00:00Z");

    private final FakeLog log = new FakeLog();
    private final List<Revoked> said = new ArrayList<>();
    private final TreeMap<Long, List<Runnable>> timers = new TreeMap<>();
    private final Revocations revocations = new Revocations(
            (millis, what) ->
                    timers.computeIfAbsent(millis, first -> new ArrayList<>()).add(what),
            said::add);
    private long nanos;
    private final UserRules rules = new UserRules(
            log, new Passes(log, () -> 0), revocations, new Decisions(log, () -> NOON, () -> nanos), () -> NOON);

    private String admitted(Caller caller, Instant issuedAt) {
        var answer = rules.admit(new AuthorizeLogin(caller.user(), issuedAt));
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
    void logoutMakesTokensVoidThatWereIssuedUntilThen() {
        assertThat(admitted(ANN, null)).isEqualTo("welcome");
        assertThat(done(rules.logout(ANN, new Logout(ANN.user()))).validFrom()).isEqualTo(NOON);
        assertThat(admitted(ANN, null)).as("of unknown age").isEqualTo("UNAUTHORIZED");
        assertThat(admitted(ANN, SECOND.minusSeconds(1))).isEqualTo("UNAUTHORIZED");
        assertThat(admitted(ANN, SECOND)).as("of the same second").isEqualTo("UNAUTHORIZED");
        assertThat(admitted(ANN, NOON)).isEqualTo("UNAUTHORIZED");
        assertThat(admitted(ANN, NOON.plusMillis(1))).as("of a precise issuer").isEqualTo("welcome");
        assertThat(admitted(ANN, SECOND.plusSeconds(1))).isEqualTo("welcome");
        assertThat(admitted(BOB, null)).isEqualTo("welcome");
    }

    @Test
    void disabledUsersStayOutUntilTheyAreEnabledAndThenNeedANewToken() {
        done(rules.disable(SERVER, new Disable(ANN.user())));
        assertThat(admitted(ANN, SECOND.plusSeconds(1))).isEqualTo("FORBIDDEN");
        done(rules.logout(SERVER, new Logout(ANN.user())));
        assertThat(admitted(ANN, SECOND.plusSeconds(1))).as("still").isEqualTo("FORBIDDEN");
        done(rules.enable(SERVER, new Enable(ANN.user())));
        assertThat(admitted(ANN, SECOND)).isEqualTo("UNAUTHORIZED");
        assertThat(admitted(ANN, SECOND.plusSeconds(1))).isEqualTo("welcome");
    }

    /** M8: when, and who to whom. */
    @Test
    void logTellsWhoDisabledWhom() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(UserRules.class);
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        lines.start();
        done(rules.disable(SERVER, new Disable(ANN.user())));
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
    void decisionIsLaterThanTheOneBeforeAlsoByAClockThatIsBehind() {
        Instant future = NOON.plusSeconds(60);
        done(log.remember(new UpdateUser(ANN.user(), null, null, null, false, future)));
        done(rules.disable(SERVER, new Disable(ANN.user())));
        assertThat(log.person(ANN.user()).decidedAt()).isEqualTo(future.plusMillis(1));
        done(rules.disable(SERVER, new Disable(BOB.user())));
        assertThat(log.person(BOB.user()).decidedAt()).isEqualTo(NOON.plusMillis(1));
        done(rules.enable(SERVER, new Enable(BOB.user())));
        assertThat(log.person(BOB.user()).decidedAt()).isEqualTo(NOON.plusMillis(2));
    }

    @Test
    void decisionsAboutAUserAreMadeInTheOrderAsked() {
        Promise<Void> slow = Promise.promise();
        log.delayRecall(slow.future());
        Future<?> disabled = rules.disable(SERVER, new Disable(ANN.user()));
        Future<?> enabled = rules.enable(SERVER, new Enable(ANN.user()));
        done(rules.disable(SERVER, new Disable(BOB.user())));
        assertThat(enabled.isComplete()).as("before the one asked before").isFalse();
        slow.complete();
        done(disabled);
        done(enabled);
        assertThat(log.person(ANN.user()).disabled()).isFalse();
        runTimers(5_000);
        assertThat(said).as("only of bob").extracting(Revoked::user).containsOnly(BOB.user());
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotDecided() {
        done(rules.disable(SERVER, new Disable(ANN.user())));
        Promise<Void> slow = Promise.promise();
        log.delayRecall(slow.future());
        Future<?> enabled = rules.enable(SERVER, new Enable(ANN.user()));
        nanos = Bus.TIMEOUT.toNanos();
        slow.complete();
        assertThat(failure(enabled)).startsWith("UNAVAILABLE");
        assertThat(log.person(ANN.user()).disabled()).isTrue();
    }

    @Test
    void itIsSaidSeveralTimesAndNoMoreAfterwards() {
        done(rules.disable(SERVER, new Disable(ANN.user())));
        assertThat(said).as("the reply goes first").isEmpty();
        runTimers(5_000);
        assertThat(said).hasSize(4).containsOnly(new Revoked(ANN.user(), NOON, true));
        assertThat(timers).isEmpty();
    }

    @Test
    void enablingEndsWhatWasBeingSaid() {
        done(rules.disable(SERVER, new Disable(ANN.user())));
        runTimers(400);
        done(rules.enable(SERVER, new Enable(ANN.user())));
        runTimers(5_000);
        assertThat(said).hasSize(2);
    }

    @Test
    void floodIsSaidOnceEach() {
        for (int i = 0; i < 10_001; i++) {
            revocations.begin(new Revoked(Caller.of("u" + i).user(), NOON, false));
        }
        assertThat(said)
                .singleElement()
                .isEqualTo(new Revoked(Caller.of("u10000").user(), NOON, false));
    }
}
