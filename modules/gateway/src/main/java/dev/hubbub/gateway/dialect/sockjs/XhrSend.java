// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.sockjs;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.session.PollingSessions;
import dev.hubbub.contract.value.SessionId;
import dev.hubbub.gateway.dialect.Utf8;
import dev.hubbub.gateway.transport.polling.PollingRouter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client sends in one request. It is answered once the session has taken it: until then the client waits. */
final class XhrSend {
    private static final int MAX_MESSAGES = 1_000;
    private static final int MAX_TRIES = 10;

    private final PollingRouter router;
    private final SessionId session;
    private final HttpServerResponse response;
    private int tries;

    XhrSend(PollingRouter router, SessionId session, HttpServerResponse response) {
        this.router = router;
        this.session = session;
        this.response = response;
    }

    void deliver(@Nullable Buffer body) {
        if (body == null || body.length() == 0) {
            SockJsErrors.status(response, 400, "Payload expected.");
            return;
        }
        Optional<List<String>> messages = Utf8.decode(body).flatMap(SockJsDialect::messages);
        if (messages.isEmpty()) {
            SockJsErrors.status(response, 400, "Broken JSON encoding.");
        } else if (messages.get().size() > MAX_MESSAGES) {
            SockJsErrors.status(response, 413, "");
        } else {
            deliver(messages.get());
        }
    }

    private void deliver(List<String> messages) {
        router.deliver(new PollingSessions.Deliver(session, messages))
                .onSuccess(delivered -> {
                    if (delivered.admitted()) {
                        SockJsErrors.status(response, 204, "");
                    } else if (++tries < MAX_TRIES && !response.closed()) {
                        deliver(messages);
                    } else {
                        SockJsErrors.failure(response, new HubException(ErrorCode.TOO_MANY, "session is busy"));
                    }
                })
                .onFailure(cause -> SockJsErrors.failure(response, (HubException) cause));
    }
}
