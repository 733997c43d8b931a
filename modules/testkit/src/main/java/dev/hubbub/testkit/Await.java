// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a future with a bound. */
final class Await {
    /** The result; a failure is thrown as it is. */
    static <T> T result(Future<T> future, Duration patience, String what) {
        try {
            return future.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no " + what + ": nothing within " + patience, e);
        }
    }

    private Await() {}
}
