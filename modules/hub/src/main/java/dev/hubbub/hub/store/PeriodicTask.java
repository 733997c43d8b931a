// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does the same work again and again on a thread of its own, and once more when it is closed. */
final class PeriodicTask implements AutoCloseable {
    private final Action action;
    private final long delayMillis;
    private final Consumer<Exception> onFailure;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "hubbub-store-maintenance");
        thread.setDaemon(true);
        return thread;
    });
    private boolean closed;

    /** What is done in a beat. */
    interface Action {
        void run() throws IOException;
    }

    /**
     * @param delayMillis between the end of one beat and the begin of the next
     * @param onFailure is told of each beat that fails; the next one comes nevertheless
     */
    PeriodicTask(Action action, long delayMillis, Consumer<Exception> onFailure) {
        this.action = action;
        this.delayMillis = delayMillis;
        this.onFailure = onFailure;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with its thread, and no beat throws
    void start() {
        executor.scheduleWithFixedDelay(this::runUnlessClosed, delayMillis, delayMillis, TimeUnit.MILLISECONDS);
    }

    private synchronized void runUnlessClosed() {
        if (!closed) {
            runOnce();
        }
    }

    private void runOnce() {
        try {
            action.run();
        } catch (RuntimeException | IOException e) {
            onFailure.accept(e);
        }
    }

    /** Lets the beat in hand finish and does the last one. */
    @Override
    public synchronized void close() {
        executor.shutdown();
        runOnce();
        closed = true;
    }
}
