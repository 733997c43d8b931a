// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.await;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a future with a time-out. */
public final class Await {
    /** The result; a failure is thrown as it is. */
    public static <T> T result(Future<T> future, Duration timeout, String what) {
        try {
            return future.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no " + what + ": nothing within " + timeout, e);
        }
    }

    private Await() {}
}
