// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does the same work again and again on a thread of its own, and once more when it is closed. */
final class StoreBeat implements AutoCloseable {
    private final Work work;
    private final long millis;
    private final Consumer<Exception> failed;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "hubbub-store-beat");
        made.setDaemon(true);
        return made;
    });
    private boolean closed;

    /** What is done in a beat. */
    interface Work {
        void run() throws IOException;
    }

    /**
     * @param millis between the end of one beat and the begin of the next
     * @param failed is told of each beat that fails; the next one comes nevertheless
     */
    StoreBeat(Work work, long millis, Consumer<Exception> failed) {
        this.work = work;
        this.millis = millis;
        this.failed = failed;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with its thread, and no beat throws
    void start() {
        thread.scheduleWithFixedDelay(this::beat, millis, millis, TimeUnit.MILLISECONDS);
    }

    private synchronized void beat() {
        if (!closed) {
            once();
        }
    }

    private void once() {
        try {
            work.run();
        } catch (RuntimeException | IOException e) {
            failed.accept(e);
        }
    }

    /** Lets the beat in hand finish and does the last one. */
    @Override
    public synchronized void close() {
        thread.shutdown();
        once();
        closed = true;
    }
}
