// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.frames.ServerFrame;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** Answers that let nobody in. */
final class Refusals {
    private static final String RETRY_AFTER = "Retry-After";

    /** Without a word more than the status. */
    static void status(HttpServerRequest request, int status) {
        if (status == 503) {
            request.response().putHeader(RETRY_AFTER, "1");
        }
        request.response().setStatusCode(status).end();
    }

    /** Come back then. */
    static void tooMany(HttpServerRequest request, Duration retryAfter) {
        request.response().putHeader(RETRY_AFTER, String.valueOf(ServerFrame.seconds(retryAfter)));
        status(request, 429);
    }

    /** The status that fits the failure. */
    static void failure(HttpServerRequest request, HubException cause) {
        if (cause.is(ErrorCode.TOO_MANY)) {
            tooMany(request, cause.retryAfter().orElse(Duration.ZERO));
        } else if (cause.is(ErrorCode.UNAUTHORIZED)) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
            status(request, 401);
        } else {
            status(request, cause.is(ErrorCode.FORBIDDEN) ? 403 : 503);
        }
    }

    private Refusals() {}
}
