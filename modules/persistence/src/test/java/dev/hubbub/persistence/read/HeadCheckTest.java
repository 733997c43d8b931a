// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Behind;
import dev.hubbub.contract.messages.MessageLog.Compare;
import dev.hubbub.contract.messages.MessageLog.CompareShard;
import dev.hubbub.contract.messages.MessageLog.Known;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.memory.MemoryStore;
import dev.hubbub.persistence.testing.ControlledEntryStore;
import dev.hubbub.persistence.testing.TestRequests;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class HeadCheckTest {
    private static final Compare REQUEST = new Compare(List.of(new Known(ROOM, 0)));

    private final ControlledEntryStore entryStore =
            new ControlledEntryStore(MemoryStore.create().entries());
    private final List<CompareShard> asked = new ArrayList<>();
    private final HeadCheck check = new HeadCheck(entryStore, this::owner);

    private Future<Behind> owner(CompareShard part) {
        asked.add(part);
        return part.shard() == Shard.of("jam")
                ? Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "test"))
                : Future.succeededFuture(
                        new Behind(part.rooms().stream().map(Known::room).toList()));
    }

    @Test
    void roomsThatAreNotStoredAreComparedByTheNodesThatNumberThem() throws Exception {
        long seq = MessageLog.FIRST_EPHEMERAL + 7;
        RoomId tea = new RoomId("tea");
        Compare request =
                new Compare(List.of(new Known(ROOM, 0), new Known(tea, seq), new Known(new RoomId("jam"), seq)));
        assertThat(check.check(request).await(5, SECONDS).rooms())
                .as("a node that does not answer is asked the next time")
                .containsExactly(tea);
        assertThat(asked)
                .contains(new CompareShard(Shard.of("tea"), List.of(new Known(tea, seq))))
                .hasSize(2);
    }

    @Test
    void checksAboveTheLimitAreRefusedWithoutAQuery() throws Exception {
        Promise<Void> release = Promise.promise();
        entryStore.holdHeadChecks(release.future());
        List<Future<Behind>> taken = IntStream.range(0, HeadCheck.MAX_CONCURRENT)
                .mapToObj(n -> check.check(REQUEST))
                .toList();
        assertRefused(ErrorCode.UNAVAILABLE, "too many comparisons at a time", check.check(REQUEST));
        assertThat(entryStore.queries()).isEqualTo(HeadCheck.MAX_CONCURRENT);

        release.complete();

        Future.all(taken).await(5, SECONDS);
        assertThat(check.check(REQUEST).await(5, SECONDS)).isEqualTo(new Behind(List.of()));
    }

    @Test
    void failedChecksNoLongerCount() {
        entryStore.unreachable(true);
        for (int n = 0; n < 2 * HeadCheck.MAX_CONCURRENT; n++) {
            assertRefused(ErrorCode.UNAVAILABLE, "test", check.check(REQUEST));
        }
    }

    @Test
    void compareIsServedForAnyRoomAndRefusesMalformedRequests(Vertx vertx) throws Exception {
        vertx.deployVerticle(() -> new PersistenceVerticle(PersistenceConfig.inMemory()), new DeploymentOptions())
                .await(20, SECONDS);
        Bus bus = new Bus(vertx);
        bus.call(MessageLog.APPEND, TestRequests.newRoom(ROOM)).await(5, SECONDS);

        assertThat(bus.call(MessageLog.COMPARE, REQUEST).await(5, SECONDS).rooms())
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
