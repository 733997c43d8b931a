// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fallback;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.session.PollingSessions;
import dev.hubbub.contract.value.SessionId;
import dev.hubbub.gateway.frames.SockJs;
import dev.hubbub.gateway.frames.Utf8;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;

/** What a client sends in one request. It is answered once the session has taken it: until then the client waits. */
final class Letter {
    private static final int MAX_MESSAGES = 1_000;
    private static final int MAX_TRIES = 10;

    private final PostOffice office;
    private final SessionId session;
    private final HttpServerResponse response;
    private int tries;

    Letter(PostOffice office, SessionId session, HttpServerResponse response) {
        this.office = office;
        this.session = session;
        this.response = response;
    }

    void deliver(Buffer body) {
        if (body == null || body.length() == 0) {
            Answers.status(response, 400, "Payload expected.");
            return;
        }
        Optional<List<String>> messages = Utf8.decode(body).flatMap(SockJs::unwrap);
        if (messages.isEmpty()) {
            Answers.status(response, 400, "Broken JSON encoding.");
        } else if (messages.get().size() > MAX_MESSAGES) {
            Answers.status(response, 413, "");
        } else {
            deliver(messages.get());
        }
    }

    private void deliver(List<String> messages) {
        office.deliver(new PollingSessions.Deliver(session, messages))
                .onSuccess(delivered -> {
                    if (delivered.admitted()) {
                        Answers.status(response, 204, "");
                    } else if (++tries < MAX_TRIES && !response.closed()) {
                        deliver(messages);
                    } else {
                        Answers.failure(response, new HubException(ErrorCode.TOO_MANY, "session is busy"));
                    }
                })
                .onFailure(cause -> Answers.failure(response, (HubException) cause));
    }
}
