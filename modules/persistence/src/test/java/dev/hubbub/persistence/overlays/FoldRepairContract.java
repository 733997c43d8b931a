// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.describe;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.writer.TestWriter;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A room is loaded whose entries have effects that were not written before the end of a process, on a store. */
@ExtendWith(VertxExtension.class)
abstract class FoldRepairContract {
    private static final int HEAD = 90;

    private final ChangeScenario scenario = new ChangeScenario(ROOM, 7);
    private Store store;
    private Map<String, String> expected;

    abstract Store open(Vertx vertx) throws Exception;

    @BeforeEach
    void write(Vertx vertx) throws Exception {
        store = open(vertx);
        expected = scenario.expected(vertx, HEAD);
        scenario.writeLog(store, HEAD);
    }

    private void load(Vertx vertx) throws Exception {
        TestWriter writer = new TestWriter(vertx, store);
        assertThat(writer.describe(describe(ROOM)).await(10, SECONDS).head()).isEqualTo(HEAD);
        writer.stop().await(5, SECONDS);
    }

    private List<StoredEntry> entries() throws Exception {
        List<Long> seqs = LongStream.rangeClosed(1, HEAD).boxed().toList();
        return store.entries().get(ROOM, seqs).await(5, SECONDS);
    }

    private long folded() throws Exception {
        return store.rooms().find(ROOM).await(5, SECONDS).folded();
    }

    @Test
    void allEffectsAreWrittenBeforeTheRoomAnswers(Vertx vertx) throws Exception {
        load(vertx);

        assertThat(scenario.records(store)).isEqualTo(expected);
        assertThat(entries()).filteredOn(entry -> entry.hash() != null).isNotEmpty();
        long newest = entries().get(HEAD - 1).effects().newest();
        assertThat(folded()).as("the next load folds nothing").isEqualTo(newest);
    }

    @Test
    void whatIsFoldedAgainChangesNothing(Vertx vertx) throws Exception {
        load(vertx);
        List<StoredEntry> before = entries();

        new EffectFolder(ROOM, store, 0)
                .foldStored(before.stream()
                        .filter(StoredEntry::hasEffects)
                        .map(StoredEntry::seq)
                        .toList())
                .await(10, SECONDS);

        assertThat(scenario.records(store)).isEqualTo(expected);
        assertThat(entries()).isEqualTo(before);
    }

    @Test
    void oneOfTwoWritersFindsWhatTheOtherHasFolded(Vertx vertx) throws Exception {
        TestWriter one = new TestWriter(vertx, store, PersistenceConfig.inMemory(), ChangeScenario.CLOCK);
        TestWriter other = new TestWriter(vertx, store, PersistenceConfig.inMemory(), ChangeScenario.CLOCK);
        for (long seq = HEAD + 1; seq <= HEAD + 30; seq++) {
            TestWriter writer = seq % 3 == 0 ? other : one;
            assertThat(append(writer, scenario.request(seq)).seq()).isEqualTo(seq);
        }

        assertThat(scenario.records(store)).isEqualTo(scenario.expected(vertx, HEAD + 30));
    }

    /** Again where a busy machine is so slow that the request is refused, and nothing is stored. */
    private static Appended append(TestWriter writer, Append request) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return writer.append(request).await(10, SECONDS);
            } catch (HubException e) {
                if (!e.is(ErrorCode.TOO_MANY) || attempt == 10) {
                    throw e;
                }
            }
        }
    }
}
