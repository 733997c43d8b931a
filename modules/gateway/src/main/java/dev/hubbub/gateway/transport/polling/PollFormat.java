// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import dev.hubbub.contract.error.HubException;
import io.vertx.core.http.HttpServerResponse;

/** How messages of a dialect travel in the response of a poll. */
public interface PollFormat {
    /** The content type of a response. */
    String contentType();

    /** What comes before the first message of a response. */
    String prelude();

    /** Whether a response may carry messages again and again, else it ends with the first ones. */
    boolean streams();

    /** One message as a part of the response. */
    String wrap(String message);

    /** Answers a poll for which there is no session. */
    void fail(HttpServerResponse response, HubException cause);
}
