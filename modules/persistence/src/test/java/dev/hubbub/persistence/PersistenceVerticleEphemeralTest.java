// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newEphemeral;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Compare;
import dev.hubbub.contract.messages.MessageLog.Describe;
import dev.hubbub.contract.messages.MessageLog.Known;
import dev.hubbub.contract.messages.MessageLog.Read;
import dev.hubbub.contract.messages.MessageLog.Slice;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.testkit.bus.BusRequest;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests about a room whose messages are not stored. */
@ExtendWith(VertxExtension.class)
final class PersistenceVerticleEphemeralTest {
    private Bus bus;

    @BeforeEach
    void room(Vertx vertx) throws Exception {
        bus = new Bus(vertx);
        vertx.deployVerticle(() -> new PersistenceVerticle(PersistenceConfig.inMemory()), new DeploymentOptions())
                .await(20, SECONDS);
        bus.call(MessageLog.APPEND, newEphemeral(ROOM)).await(5, SECONDS);
    }

    private Slice read(long from, long to) throws Exception {
        return bus.call(MessageLog.READ, new Read(ROOM, from, to, false)).await(5, SECONDS);
    }

    private List<Boolean> behind(long... seqs) throws Exception {
        List<Boolean> behind = new ArrayList<>();
        for (long seq : seqs) {
            behind.add(!bus.call(MessageLog.COMPARE, new Compare(List.of(new Known(ROOM, seq))))
                    .await(5, SECONDS)
                    .rooms()
                    .isEmpty());
        }
        return behind;
    }

    @Test
    void messagesAreReadAndComparedWithoutTheStore() throws Exception {
        long first = bus.call(MessageLog.APPEND, say(ROOM, "ann", "c1", 1))
                .await(5, SECONDS)
                .seq();
        long second = bus.call(MessageLog.APPEND, say(ROOM, "ann", "c2", 1))
                .await(5, SECONDS)
                .seq();
        MessageLog.Room room =
                bus.call(MessageLog.DESCRIBE, new Describe(ROOM, List.of())).await(5, SECONDS);
        assertThat(room.head()).isEqualTo(second).isEqualTo(room.base() + 2);
        assertThat(read(first, first + 9).entries()).extracting(Entry::seq).containsExactly(first, second);
        assertThat(read(1, 1).entries()).allMatch(CreatedEntry.KIND::is).hasSize(1);
        assertThat(read(1, 50)).isEqualTo(new Slice(List.of(), first, true));
        assertThat(behind(second, first, room.base(), room.base() - 9)).containsExactly(false, true, true, true);
    }

    @Test
    void malformedQuestionsAboutAShardAreRefused() {
        for (JsonObject body : List.of(new JsonObject().put("shard", 32), new JsonObject().put("rooms", "all"))) {
            assertRefused(ErrorCode.BAD_REQUEST, BusRequest.ask(bus.vertx(), MessageLog.COMPARE_SHARD, 0, null, body));
        }
    }
}
