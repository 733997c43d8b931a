// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Read;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.read.HistoryReader;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.testing.ManualClock;
import dev.hubbub.persistence.writer.TestWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long a clientId is known, on any store. */
@ExtendWith(VertxExtension.class)
abstract class KeyRetentionContract {
    private final ManualClock clock = new ManualClock();
    private Store store;
    private TestWriter writer;
    private KeyRetention retention;

    abstract Store open(Vertx vertx) throws Exception;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        store = open(vertx);
        writer = new TestWriter(vertx, store, PersistenceConfig.inMemory(), clock);
        retention = new KeyRetention(store.entries(), Duration.ofHours(24), clock);
        append(newRoom(ROOM, "bob"));
    }

    @AfterEach
    void stop() throws Exception {
        writer.stop().await(5, SECONDS);
        store.close().await(5, SECONDS);
    }

    private long append(Append request) throws Exception {
        return writer.append(request).await(5, SECONDS).seq();
    }

    private int forget() throws Exception {
        return retention.run().await(10, SECONDS);
    }

    private List<Entry> history() throws Exception {
        return new HistoryReader(store, 262_144)
                .read(new Read(ROOM, 1, 100, false))
                .await(5, SECONDS)
                .entries();
    }

    @Test
    void withinTheTimeTheSameClientIdIsTheSameMessage() throws Exception {
        assertThat(append(say(ROOM, "bob", "c", 1))).isEqualTo(2);
        clock.advance(Duration.ofHours(24).minusMillis(1));

        assertThat(forget()).isZero();
        assertThat(append(say(ROOM, "bob", "c", 1))).isEqualTo(2);
        assertRefused(ErrorCode.CONFLICT, writer.append(say(ROOM, "bob", "c", "another text", 1)));
        assertThat(history()).hasSize(2);
    }

    @Test
    void afterItTheSameClientIdIsANewMessage() throws Exception {
        assertThat(append(say(ROOM, "bob", "c", 1))).isEqualTo(2);
        clock.advance(Duration.ofHours(24).plusMillis(1));

        assertThat(forget()).isEqualTo(2);
        assertThat(append(say(ROOM, "bob", "c", "another text", 1))).isEqualTo(3);
        assertThat(append(say(ROOM, "bob", "c", "another text", 1))).isEqualTo(3);
        assertThat(history()).extracting(Entry::seq).containsExactly(1L, 2L, 3L);
        assertThat(history()).extracting(Entry::clientId).endsWith(new ClientId("c"), new ClientId("c"));
        assertThat(forget()).isZero();
    }

    @Test
    void clientIdMayBeForgottenAgainAndAgain() throws Exception {
        for (long seq = 2; seq < 5; seq++) {
            assertThat(append(say(ROOM, "bob", "c", 1))).isEqualTo(seq);
            clock.advance(Duration.ofHours(25));
            assertThat(forget()).isPositive();
        }
        assertThat(store.entries().get(ROOM, List.of(2L, 3L, 4L)).await(5, SECONDS))
                .extracting(entry -> entry.key())
                .containsOnly("c:c");
    }

    @Test
    void onlyWhatIsOldIsForgotten() throws Exception {
        append(say(ROOM, "bob", "old", 1));
        clock.advance(Duration.ofHours(20));
        append(say(ROOM, "bob", "young", 1));
        clock.advance(Duration.ofHours(5));

        assertThat(forget()).isEqualTo(2);
        assertThat(append(say(ROOM, "bob", "young", 1))).isEqualTo(3);
        assertThat(append(say(ROOM, "bob", "old", 1))).isEqualTo(4);
    }

    @Test
    void moreThanOnePartIsForgotten() throws Exception {
        List<Future<?>> all = writer.on(() -> Future.succeededFuture(IntStream.range(0, 450)
                        .<Future<?>>mapToObj(i -> writer.appendNow(say(ROOM, "bob", "c" + i, 1)))
                        .toList()))
                .await(5, SECONDS);
        Future.all(all).await(10, SECONDS);
        clock.advance(Duration.ofHours(25));

        assertThat(forget()).isEqualTo(451);
        assertThat(forget()).isZero();
    }
}
