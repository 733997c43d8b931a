// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import static dev.hubbub.persistence.Asked.ROOM;
import static dev.hubbub.persistence.Failures.assertRefused;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Behind;
import dev.hubbub.contract.messages.MessageLog.Compare;
import dev.hubbub.contract.messages.MessageLog.Known;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class ComparisonTest {
    private static final Compare ASKED = new Compare(List.of(new Known(ROOM, 0)));

    private final ControlledLog log = new ControlledLog(new MemoryEntryStore());
    private final Comparison comparison = new Comparison(log);

    @Test
    void soManyAreWorkedOnAtATimeAndTheNextAreTurnedAwayCheaply() throws Exception {
        Promise<Void> release = Promise.promise();
        log.holdComparisons(release.future());
        List<Future<Behind>> taken = IntStream.range(0, Comparison.MAX_AT_A_TIME)
                .mapToObj(n -> comparison.compare(ASKED))
                .toList();
        assertRefused(ErrorCode.UNAVAILABLE, "too many comparisons at a time", comparison.compare(ASKED));
        assertThat(log.queries()).isEqualTo(Comparison.MAX_AT_A_TIME);

        release.complete();

        Future.all(taken).await(5, SECONDS);
        assertThat(comparison.compare(ASKED).await(5, SECONDS)).isEqualTo(new Behind(List.of()));
    }

    @Test
    void aStoreThatIsAwayIsToldAndCountsNoLonger() {
        log.unreachable(true);
        for (int n = 0; n < 2 * Comparison.MAX_AT_A_TIME; n++) {
            assertRefused(ErrorCode.UNAVAILABLE, "test", comparison.compare(ASKED));
        }
    }

    @Test
    void everyNodeComparesAnyRoomAndRefusesWhatIsMalformed(Vertx vertx) throws Exception {
        vertx.deployVerticle(() -> new PersistenceVerticle(PersistenceConfig.inMemory()), new DeploymentOptions())
                .await(20, SECONDS);
        Bus bus = new Bus(vertx);
        bus.call(MessageLog.APPEND, Asked.newRoom(ROOM)).await(5, SECONDS);

        assertThat(bus.call(MessageLog.COMPARE, ASKED).await(5, SECONDS).rooms())
                .containsExactly(ROOM);
        assertThat(bus.call(MessageLog.COMPARE, new Compare(List.of(new Known(ROOM, 1))))
                        .await(5, SECONDS)
                        .rooms())
                .isEmpty();
        for (String rooms :
                List.of("{}", "[{}]", "[{\"room\":\"a\",\"seq\":-1}]", "[{\"room\":\"a\",\"seq\":\"1\"}]")) {
            JsonObject body = new JsonObject("{\"rooms\":" + rooms + "}");
            assertThatThrownBy(() ->
                            bus.relay(MessageLog.COMPARE.address(), null, body).await(5, SECONDS))
                    .hasMessageStartingWith("BAD_REQUEST: ");
        }
        JsonArray tooMany = new JsonArray(Collections.nCopies(501, new JsonObject("{\"room\":\"a\",\"seq\":1}")));
        assertThatThrownBy(() -> bus.relay(MessageLog.COMPARE.address(), null, new JsonObject().put("rooms", tooMany))
                        .await(5, SECONDS))
                .hasMessage("BAD_REQUEST: rooms: 501 (expected: 0 to 500)");
    }
}
