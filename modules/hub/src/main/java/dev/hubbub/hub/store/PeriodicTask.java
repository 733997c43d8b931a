// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs an action periodically on its own thread, and once more when it is closed. */
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

    /** The action of a task. */
    interface Action {
        void run() throws IOException;
    }

    /**
     * @param delayMillis between the end of one run and the start of the next
     * @param onFailure accepts the exception of a failed run; the next run still follows
     */
    PeriodicTask(Action action, long delayMillis, Consumer<Exception> onFailure) {
        this.action = action;
        this.delayMillis = delayMillis;
        this.onFailure = onFailure;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the executor, and no run throws
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

    /** Waits for the current run and runs the action a last time. */
    @Override
    public synchronized void close() {
        executor.shutdown();
        runOnce();
        closed = true;
    }
}
