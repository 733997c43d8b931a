// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.messages.MessageLog.Describe;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A writer on a context of its own, for calls from the thread of a test. */
public final class TestWriter {
    private final Context context;
    private final LogWriter writer;
    private final List<Entry> published = new CopyOnWriteArrayList<>();
    private final List<Memberships.Moved> moved = new CopyOnWriteArrayList<>();

    public TestWriter(Vertx vertx, Store store) {
        this(vertx, store, PersistenceConfig.inMemory(), InstantSource.system());
    }

    public TestWriter(Vertx vertx, Store store, PersistenceConfig config, InstantSource clock) {
        this(vertx, store, config, clock, new WriterBackoff(vertx, () -> 0));
    }

    public TestWriter(Vertx vertx, Store store, PersistenceConfig config, InstantSource clock, WriterBackoff backoff) {
        this(vertx, store, config, new LogWriter.Clocks(clock, System::nanoTime), backoff);
    }

    TestWriter(Vertx vertx, Store store, PersistenceConfig config, LogWriter.Clocks clocks, WriterBackoff backoff) {
        context = ((VertxInternal) vertx).createEventLoopContext();
        writer = new LogWriter(
                store,
                config,
                clocks,
                backoff,
                new LogWriter.Listeners(published::addAll, moved::add, (room, head) -> {}));
    }

    public Future<Appended> append(Append request) {
        return on(() -> writer.append(request));
    }

    public Future<MessageLog.Room> describe(Describe request) {
        return on(() -> writer.describe(request));
    }

    public Future<Memberships.Changed> change(Memberships.Change request) {
        return on(() -> writer.change(request));
    }

    /** Who joined or left without an entry. */
    public List<Memberships.Moved> moved() {
        return moved;
    }

    /** How many members the rooms in memory have. */
    public int loadedMembers() {
        return writer.loadedMembers();
    }

    /** For use within {@link #on}. */
    public Future<Appended> appendNow(Append request) {
        return writer.append(request);
    }

    /** For use within {@link #on}. */
    public Future<MessageLog.Room> describeNow(Describe request) {
        return writer.describe(request);
    }

    public Future<Void> stop() {
        return on(writer::stop);
    }

    public List<Entry> published() {
        return published;
    }

    /** Runs several calls on the context without an interruption. */
    public <T> Future<T> on(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(now -> work.get().onComplete(done));
        return done.future();
    }
}
