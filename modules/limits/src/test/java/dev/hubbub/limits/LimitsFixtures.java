// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.limits;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.Assertions;

/** Users, and how tests wait for an outcome. */
final class LimitsFixtures {
    static final Caller ANN = Caller.of("ann");
    static final Caller BOB = Caller.of("bob");

    static int shard(Caller caller) {
        return Shard.of(caller.user().value());
    }

    static <T> T done(Future<T> future) {
        try {
            return future.await(5, SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done in time", e);
        }
    }

    /** The text of the expected failure. */
    static String failure(Future<?> future) {
        return Assertions.catchThrowableOfType(HubException.class, () -> done(future))
                .getMessage();
    }

    private LimitsFixtures() {}
}
