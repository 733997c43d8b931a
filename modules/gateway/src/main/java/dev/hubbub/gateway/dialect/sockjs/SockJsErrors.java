// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.sockjs;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.dialect.RetryAfter;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/** Answers SockJS requests with a status and a plain text, as its clients expect. */
final class SockJsErrors {
    static void failure(HttpServerResponse response, HubException cause) {
        boolean later = cause.is(ErrorCode.TOO_MANY) || cause.is(ErrorCode.UNAVAILABLE);
        if (later) {
            response.putHeader(
                    "Retry-After",
                    String.valueOf(RetryAfter.seconds(cause.retryAfter().orElse(Duration.ZERO))));
        }
        status(response, later || cause.is(ErrorCode.NOT_FOUND) ? cause.number() : 500, "");
    }

    static void status(HttpServerResponse response, int status, String text) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader("Content-Type", "text/plain; charset=UTF-8")
                    .putHeader("Cache-Control", "no-store")
                    .end(text);
        }
    }

    private SockJsErrors() {}
}
