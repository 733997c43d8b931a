// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect;

import io.vertx.core.json.JsonArray;

/** How one JSON text is wrapped on its way to a client. */
public enum Framing {
    /** The JSON text itself. */
    RAW {
        @Override
        String wrap(String json) {
            return json;
        }
    },
    /** An array of one string, behind the letter that SockJS gives to messages. */
    SOCKJS {
        @Override
        String wrap(String json) {
            return "a" + new JsonArray().add(json).encode();
        }
    };

    abstract String wrap(String json);
}
