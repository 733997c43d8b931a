// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the process running until a signal ends it, and limits how long the shutdown takes. */
final class ProcessLifetime {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessLifetime.class);
    private static final long STOP_TIMEOUT_SECONDS = 14;

    /**
     * Blocks until the process ends: a signal closes the node.
     *
     * @param node is closed on another thread
     */
    static void awaitEnd(AutoCloseable node) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(node), "hubbub-shutdown"));
        new CompletableFuture<>().join(); // until the hook has run
    }

    private static void shutDown(AutoCloseable node) {
        LOG.info("stopping");
        CountDownLatch done = new CountDownLatch(1);
        Thread watchdog = new Thread(() -> haltUnlessDone(done), "hubbub-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
        try {
            node.close();
            LOG.info("stopped");
        } catch (Exception e) {
            LOG.error("did not stop in order", e);
        } finally {
            done.countDown();
        }
    }

    private static void haltUnlessDone(CountDownLatch done) {
        try {
            if (!done.await(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("not stopped after {} s, giving up", STOP_TIMEOUT_SECONDS);
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ProcessLifetime() {}
}
