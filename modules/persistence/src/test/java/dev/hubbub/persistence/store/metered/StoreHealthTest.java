// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.metered;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.metrics.ModuleMeters;
import dev.hubbub.persistence.log.AppendResult;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.Outcome;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.memory.MemoryStore;
import dev.hubbub.persistence.testing.ControlledEntryStore;
import dev.hubbub.persistence.writer.TestEntries;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** By a clock that the test holds. */
final class StoreHealthTest {
    private final ControlledEntryStore store =
            new ControlledEntryStore(MemoryStore.create().entries());
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final StoreHealth health = new StoreHealth(store, () -> this.now);
    private final MeteredEntryStore metered =
            new MeteredEntryStore(store, health, new ModuleMeters(meters, "hub.persistence"));
    private long now;

    private double up() {
        return meters.get("hub.persistence.store.up").gauge().value();
    }

    private void probeLater() {
        now += TimeUnit.MILLISECONDS.toNanos(StoreHealth.PROBE_MILLIS);
        health.probe();
    }

    private void write() {
        StoredEntry created = TestEntries.next(newRoom(ROOM, "bob"), EntryHeader.NONE, Instant.EPOCH);
        metered.append(List.of(created));
    }

    private void read() {
        metered.get(ROOM, List.of(1L));
    }

    @Test
    void newHubHasAStoreThatIsUp() {
        assertThat(up()).isEqualTo(1);
    }

    @Test
    void idleStoreIsAskedAndGoesDownAndUpByItself() {
        probeLater();
        assertThat(store.queries()).isEqualTo(1);
        assertThat(up()).isEqualTo(1);
        store.unreachable(true);
        probeLater();
        assertThat(up()).isZero();
        store.unreachable(false);
        probeLater();
        assertThat(up()).isEqualTo(1);
    }

    @Test
    void storeThatIsReadNeedsNoQuestion() {
        now += TimeUnit.SECONDS.toNanos(2);
        read();
        int queries = store.queries();
        health.probe();
        assertThat(store.queries()).isEqualTo(queries);
        store.unreachable(true);
        read();
        assertThat(up()).isZero();
        store.unreachable(false);
        read();
        assertThat(up()).isEqualTo(1);
    }

    @Test
    void storeThatIsReadButNotWrittenIsDownUntilAWriteHasSuccessOrIsLongAgo() {
        store.failNextAfter(0);
        write();
        read();
        assertThat(up()).isZero();
        write();
        assertThat(up()).isEqualTo(1);
        store.failNextAfter(0);
        write();
        now += StoreHealth.WRITE_NANOS;
        assertThat(up()).isZero();
        now++;
        assertThat(up()).isEqualTo(1);
    }

    @Test
    void writeWithoutAKnownOutcomeIsAFailureAndARefusedEntryIsNone() {
        HubException away = new HubException(ErrorCode.UNAVAILABLE, "away");
        health.written(Future.succeededFuture(new AppendResult(List.of(Outcome.STORED, Outcome.unknown(away)))));
        assertThat(up()).isZero();
        HubException wrong = new HubException(ErrorCode.BAD_REQUEST, "wrong");
        health.written(Future.succeededFuture(new AppendResult(List.of(Outcome.COLLIDED, Outcome.refused(wrong)))));
        health.read(Future.failedFuture(wrong));
        assertThat(up()).isEqualTo(1);
    }

    @Test
    void storeThatNeverAnswersIsDownAndAskedOnce() {
        Promise<Void> never = Promise.promise();
        store.holdHeaders(never.future());
        probeLater();
        probeLater();
        assertThat(store.queries()).isEqualTo(1);
        assertThat(up()).isEqualTo(1);
        now += StoreHealth.PATIENCE_NANOS;
        assertThat(up()).isZero();
        never.complete();
        assertThat(up()).isEqualTo(1);
    }
}
