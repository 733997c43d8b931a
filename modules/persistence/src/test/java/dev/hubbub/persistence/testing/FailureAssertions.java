// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import io.vertx.core.Future;

/** Assertions about requests that fail. */
public final class FailureAssertions {
    public static void assertRefused(ErrorCode code, Future<?> reply) {
        assertThatThrownBy(() -> reply.await(8, SECONDS)).isInstanceOfSatisfying(HubException.class, failure -> {
            if (!failure.is(code)) {
                throw new AssertionError("expected " + code + " but got " + failure.getMessage());
            }
        });
    }

    public static void assertRefused(ErrorCode code, String text, Future<?> reply) {
        assertThatThrownBy(() -> reply.await(8, SECONDS)).hasMessage(code + ": " + text);
    }

    private FailureAssertions() {}
}
