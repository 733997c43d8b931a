// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import dev.hubbub.contract.error.ErrorCode;
import io.vertx.core.json.JsonObject;

/** How long a client waits before it sends a request again. */
final class RetryDelay {
    static final int MILLIS = 200;

    /** As long as the hub says, if it does. */
    static long millis(int failure, JsonObject frame) {
        return failure == ErrorCode.TOO_MANY.number() ? frame.getInteger("retryAfter", 1) * 1_000L : MILLIS;
    }

    private RetryDelay() {}
}
