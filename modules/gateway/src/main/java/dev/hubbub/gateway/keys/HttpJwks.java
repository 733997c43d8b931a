// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.keys;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A set of keys that an issuer publishes. Redirects are not followed: where they lead is not what was configured. */
public final class HttpJwks implements JwksSource {
    private static final Logger LOG = LoggerFactory.getLogger(HttpJwks.class);

    private final HttpClient client;
    private final RequestOptions request;
    private final Duration patience;

    /** @param patience for the whole answer, to its last byte */
    public HttpJwks(Vertx vertx, URI url, Duration patience) {
        this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
        this.request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url.toString())
                .putHeader("Accept", "application/jwk-set+json, application/json")
                .setFollowRedirects(false);
        this.patience = patience;
    }

    @Override
    public Future<Buffer> read() {
        Future<HttpClientRequest> asked = client.request(request);
        return asked.compose(HttpClientRequest::send)
                .compose(HttpJwks::body)
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(cause -> asked.onSuccess(HttpClientRequest::reset))
                .recover(cause -> Future.failedFuture(new IllegalArgumentException(words(cause))));
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        response.exceptionHandler(whole::tryFail);
        if (response.statusCode() != 200) {
            whole.tryFail(new IllegalArgumentException("answered " + response.statusCode() + " (expected: 200)"));
            return whole.future();
        }
        Buffer body = Buffer.buffer();
        response.handler(part -> {
            if (body.length() + part.length() <= JwkSet.MAX_BYTES) {
                body.appendBuffer(part);
            } else {
                whole.tryFail(new IllegalArgumentException(
                        "a larger answer (expected: at most " + JwkSet.MAX_BYTES + " bytes)"));
            }
        });
        response.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }

    private String words(Throwable cause) {
        if (cause instanceof IllegalArgumentException) {
            return String.valueOf(cause.getMessage());
        }
        LOG.debug("keys cannot be fetched", cause);
        boolean late = cause instanceof TimeoutException;
        return late
                ? "no whole answer (expected: within " + patience.toMillis() + " ms)"
                : "not reachable, " + cause.getClass().getSimpleName() + " (expected: a set of keys)";
    }
}
