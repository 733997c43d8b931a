// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the process going until it is told to end, and sees to it that it does. */
final class Foreground {
    private static final Logger LOG = LoggerFactory.getLogger(Foreground.class);
    private static final long PATIENCE_SECONDS = 14;

    /**
     * Ends with the process: at a signal by way of closing; when broken, with an exception.
     *
     * @param closing stops in order; must not depend on this thread
     */
    static void stay(AutoCloseable closing, CompletableFuture<Throwable> broken) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(closing), "hubbub-end"));
        Throwable reason = broken.join();
        throw new StartException("the store cannot be read any more: " + reason.getMessage());
    }

    private static void end(AutoCloseable closing) {
        LOG.info("stopping");
        CountDownLatch done = new CountDownLatch(1);
        Thread watchdog = new Thread(() -> haltUnless(done), "hubbub-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
        try {
            closing.close();
            LOG.info("stopped");
        } catch (Exception e) {
            LOG.error("did not stop in order", e);
        } finally {
            done.countDown();
        }
    }

    private static void haltUnless(CountDownLatch done) {
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("not stopped after {} s, giving up", PATIENCE_SECONDS);
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Foreground() {}
}
