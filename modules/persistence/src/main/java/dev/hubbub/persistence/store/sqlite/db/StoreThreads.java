// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite.db;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads on which SQLite may block. */
final class StoreThreads {
    static ExecutorService executor(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, name + number.getAndIncrement());
            thread.setDaemon(true); // what it has not committed is not acknowledged
            return thread;
        });
    }

    private StoreThreads() {}
}
