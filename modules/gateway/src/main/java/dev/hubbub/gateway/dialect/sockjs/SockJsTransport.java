// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.sockjs;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.transport.polling.PollFormat;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;

/** How SockJS frames travel in the response of a request. */
enum SockJsTransport implements PollFormat {
    /** A response ends with the first frames. */
    XHR("application/javascript; charset=UTF-8", "", false),
    /** A line for each frame. Some browsers show nothing before they have read 2,048 bytes. */
    XHR_STREAMING("application/javascript; charset=UTF-8", SockJsDialect.HEARTBEAT.repeat(2_048) + "\n", true),
    /** An event for each frame, which the stock client decodes as a part of an address. */
    EVENTSOURCE("text/event-stream; charset=UTF-8", "\r\n", true) {
        @Override
        public String wrap(String frame) {
            return "data: " + frame.replace("%", "%25") + "\r\n\r\n";
        }
    };

    private final String contentType;
    private final String prelude;
    private final boolean streams;

    SockJsTransport(String contentType, String prelude, boolean streams) {
        this.contentType = contentType;
        this.prelude = prelude;
        this.streams = streams;
    }

    @Override
    public String wrap(String frame) {
        return frame + "\n";
    }

    HttpMethod method() {
        return this == EVENTSOURCE ? HttpMethod.GET : HttpMethod.POST;
    }

    @Override
    public String contentType() {
        return contentType;
    }

    @Override
    public String prelude() {
        return prelude;
    }

    @Override
    public boolean streams() {
        return streams;
    }

    @Override
    public void fail(HttpServerResponse response, HubException cause) {
        SockJsErrors.failure(response, cause);
    }
}
