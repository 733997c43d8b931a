// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.describe;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.RecordStore;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import dev.hubbub.persistence.testing.ControlledEntryStore;
import dev.hubbub.persistence.testing.RecordedCalls;
import dev.hubbub.persistence.testing.TestChanges;
import dev.hubbub.persistence.writer.TestWriter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The store fails, or the process ends, between the entry and its effects. */
@ExtendWith(VertxExtension.class)
final class FailingFoldTest {
    private static final int HEAD = 24;

    private final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicReference<Future<?>> gate = new AtomicReference<>(Future.succeededFuture());
    private final Store memory = MemoryStore.create();
    private final Store healthy = ControlledEntryStore.wrap(memory);
    private final Store store = withRecords(healthy);
    private final TestChanges changes = new TestChanges(ROOM);

    /** The same store, whose writes of records wait for the gate, and fail when so many were done. */
    private Store withRecords(Store whole) {
        Class<RecordStore> port = RecordStore.class;
        RecordStore records = port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
                    if (method.isDefault()) {
                        return InvocationHandler.invokeDefault(proxy, method, args); // each of its writes may fail
                    }
                    boolean reads = Set.of("get", "list").contains(method.getName());
                    if (!reads && writesLeft.getAndDecrement() <= 0) {
                        return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "test"));
                    }
                    return gate.get().compose(open -> {
                        try {
                            return (Future<?>) method.invoke(whole.records(), args);
                        } catch (InvocationTargetException | IllegalAccessException e) {
                            throw new IllegalStateException(e);
                        }
                    });
                }));
        return new Store(
                whole.entries(),
                whole.rooms(),
                whole.userRooms(),
                whole.members(),
                records,
                whole.search(),
                whole.calls(),
                whole::close);
    }

    private TestWriter writer(Vertx vertx, Store used) {
        return new TestWriter(vertx, used, PersistenceConfig.inMemory(), ChangeScenario.CLOCK);
    }

    @Test
    void aProcessThatEndsAfterAnyWriteLeavesNothingWrong(Vertx vertx) throws Exception {
        boolean failed = true;
        for (int writes = 0; failed; writes++) {
            failed = endAfter(vertx, writes);
        }
    }

    /** Returns whether a write failed. */
    private boolean endAfter(Vertx vertx, int writes) throws Exception {
        ChangeScenario scenario = new ChangeScenario(ROOM, 11);
        Store fresh = MemoryStore.create();
        writesLeft.set(writes);
        TestWriter ending = writer(vertx, withRecords(fresh));
        long head = 1;
        boolean failed = false;
        while (head <= HEAD && !failed) {
            failed = ending.append(scenario.request(head))
                    .transform(sent -> Future.succeededFuture(sent.failed()))
                    .await(5, SECONDS);
            head++;
        }
        TestWriter next = writer(vertx, fresh);
        head = next.describe(describe(ROOM)).await(5, SECONDS).head();
        assertThat(scenario.records(fresh)).as("after " + writes + " writes").isEqualTo(scenario.expected(vertx, head));
        return failed || writesLeft.get() < 0;
    }

    @Test
    void aChangeWithoutItsEffectsIsNotAcknowledged(Vertx vertx) throws Exception {
        TestWriter writer = writer(vertx, store);
        writer.append(newRoom(ROOM)).await(5, SECONDS);
        writer.append(say(ROOM, "ann", "c2", 1)).await(5, SECONDS);
        writesLeft.set(0);

        assertRefused(ErrorCode.UNAVAILABLE, writer.append(changes.delete("ann", 2)));
        assertRefused(ErrorCode.UNAVAILABLE, writer.describe(describe(ROOM)));
        assertThat(writer.published()).as("it is stored").extracting(Entry::seq).contains(3L);

        writesLeft.set(Integer.MAX_VALUE);
        assertThat(writer.append(say(ROOM, "ann", "c4", 1)).await(5, SECONDS).seq())
                .isEqualTo(4);
        assertThat(text(2)).as("erased with the next request").isNull();
    }

    @Test
    void aMessageIsAcknowledgedWithoutItsEffects(Vertx vertx) throws Exception {
        TestWriter writer = writer(vertx, store);
        writer.append(newRoom(ROOM)).await(5, SECONDS);
        writesLeft.set(0);

        assertThat(writer.append(changes.mention("ann", "bob", "bob"))
                        .await(5, SECONDS)
                        .seq())
                .isEqualTo(2);
    }

    @Test
    void aContentThatIsNotErasedIsErasedWithTheNextRequest(Vertx vertx) throws Exception {
        TestWriter writer = writer(vertx, store);
        writer.append(newRoom(ROOM)).await(5, SECONDS);
        writer.append(say(ROOM, "ann", "c2", 1)).await(5, SECONDS);
        ControlledEntryStore.of(healthy).failNextErase();

        assertRefused(ErrorCode.UNAVAILABLE, writer.append(changes.delete("ann", 2)));
        assertThat(text(2)).isNotNull();
        writer.describe(describe(ROOM)).await(5, SECONDS);
        assertThat(text(2)).isNull();
    }

    private String text(long seq) throws Exception {
        return MessageEntry.text(memory.entries()
                .get(ROOM, List.of(seq))
                .await(5, SECONDS)
                .get(0)
                .entry());
    }

    @Test
    void aChangeIsPublishedWhenItsEffectsAreWritten(Vertx vertx) throws Exception {
        TestWriter writer = writer(vertx, store);
        writer.append(newRoom(ROOM)).await(5, SECONDS);
        writer.append(say(ROOM, "ann", "c2", 1)).await(5, SECONDS);
        Promise<Void> open = Promise.promise();
        gate.set(open.future());

        Future<Appended> deleted = writer.append(changes.delete("ann", 2));
        Future<Appended> next = writer.append(say(ROOM, "ann", "c4", 1));
        writer.append(newRoom(new RoomId("other"))).await(5, SECONDS);
        assertThat(deleted.isComplete() || next.isComplete()).isFalse();
        assertThat(writer.published()).extracting(Entry::event).doesNotContain("deleted");
        open.complete();

        assertThat(deleted.await(5, SECONDS).seq()).isEqualTo(3);
        assertThat(next.await(5, SECONDS).seq()).isEqualTo(4);
        assertThat(writer.published().stream().filter(entry -> entry.room().equals(ROOM)))
                .extracting(Entry::seq)
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aPlainTextAsksTheStoreOnce(Vertx vertx) throws Exception {
        RecordedCalls calls = new RecordedCalls();
        TestWriter writer = writer(vertx, calls.of(memory));
        writer.append(newRoom(ROOM)).await(5, SECONDS);
        writer.append(say(ROOM, "ann", "c2", 1)).await(5, SECONDS);
        writer.append(changes.edit("ann", 2, "other")).await(5, SECONDS);
        calls.take();

        writer.append(say(ROOM, "ann", "c4", 1)).await(5, SECONDS);
        assertThat(calls.take()).containsExactly("EntryStore.append");
        writer.append(changes.react("ann", 4, "x", true)).await(5, SECONDS);
        assertThat(calls.take())
                .containsExactly(
                        "EntryStore.append", "RecordStore.get", "RecordStore.raiseAll", "RecordStore.raiseAll");
    }
}
