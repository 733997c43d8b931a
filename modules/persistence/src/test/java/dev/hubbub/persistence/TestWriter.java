// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.messages.MessageLog.Describe;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A writer on a context of its own, to be asked from the thread of a test. */
final class TestWriter {
    private final Context context;
    private final LogWriter writer;
    private final List<Entry> announced = new CopyOnWriteArrayList<>();

    TestWriter(Vertx vertx, Store store) {
        this(vertx, store, PersistenceConfig.inMemory(), InstantSource.system());
    }

    TestWriter(Vertx vertx, Store store, PersistenceConfig config, InstantSource clock) {
        this(vertx, store, config, clock, new Courtesy(vertx, () -> 0));
    }

    TestWriter(Vertx vertx, Store store, PersistenceConfig config, InstantSource clock, Courtesy courtesy) {
        context = ((VertxInternal) vertx).createEventLoopContext();
        writer = new LogWriter(store, config, clock, courtesy, announced::add);
    }

    Future<Appended> append(Append request) {
        return on(() -> writer.append(request));
    }

    Future<MessageLog.Room> describe(Describe request) {
        return on(() -> writer.describe(request));
    }

    /** For use within {@link #on}. */
    Future<Appended> appendNow(Append request) {
        return writer.append(request);
    }

    /** For use within {@link #on}. */
    Future<MessageLog.Room> describeNow(Describe request) {
        return writer.describe(request);
    }

    Future<Void> stop() {
        return on(writer::stop);
    }

    List<Entry> announced() {
        return announced;
    }

    /** Runs what belongs together in one go, so that nothing comes between. */
    <T> Future<T> on(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(now -> work.get().onComplete(done));
        return done.future();
    }
}
