// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import dev.hubbub.gateway.dialect.SockJs;
import io.vertx.core.http.HttpMethod;

/** How SockJS frames travel in the response of a request. */
enum SockJsTransport {
    /** A response ends with the first frames. */
    XHR("application/javascript; charset=UTF-8", "", false),
    /** A line for each frame. Some browsers show nothing before they have read 2,048 bytes. */
    XHR_STREAMING("application/javascript; charset=UTF-8", SockJs.HEARTBEAT.repeat(2_048) + "\n", true),
    /** An event for each frame, which the stock client decodes as a part of an address. */
    EVENTSOURCE("text/event-stream; charset=UTF-8", "\r\n", true) {
        @Override
        String wrap(String frame) {
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

    String wrap(String frame) {
        return frame + "\n";
    }

    HttpMethod method() {
        return this == EVENTSOURCE ? HttpMethod.GET : HttpMethod.POST;
    }

    String contentType() {
        return contentType;
    }

    /** What comes before the first frame of a response. */
    String prelude() {
        return prelude;
    }

    /** Whether a response may carry frames again and again. */
    boolean streams() {
        return streams;
    }
}
