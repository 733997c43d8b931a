// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.dialect.RetryAfter;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** Answers requests that are refused. */
final class HttpErrors {
    private static final String RETRY_AFTER = "Retry-After";

    /** Answers with a status and no body. */
    static void status(HttpServerRequest request, int status) {
        if (status == 503) {
            request.response().putHeader(RETRY_AFTER, "1");
        }
        request.response().setStatusCode(status).end();
    }

    /** Says when to come back. */
    static void tooMany(HttpServerRequest request, Duration retryAfter) {
        request.response().putHeader(RETRY_AFTER, String.valueOf(RetryAfter.seconds(retryAfter)));
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

    private HttpErrors() {}
}
