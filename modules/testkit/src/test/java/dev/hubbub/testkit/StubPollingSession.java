// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;

/** The SockJS frames of one session, until a request fetches them. */
final class StubPollingSession {
    private final List<String> frames = new ArrayList<>(List.of("o", "h"));
    private HttpServerResponse waiting;

    void poll(HttpServerResponse response) {
        waiting = response;
        answer();
    }

    void add(String frame) {
        frames.add(frame);
        answer();
    }

    private void answer() {
        if (waiting != null && !frames.isEmpty()) {
            waiting.end(String.join("\n", frames) + "\n");
            waiting = null;
            frames.clear();
        }
    }
}
