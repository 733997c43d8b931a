// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.frame;

import io.vertx.core.json.JsonObject;

/**
 * One message from the server, without its SockJS framing.
 *
 * @param binary whether it came in a binary WebSocket message
 */
public record Frame(boolean binary, String text) {
    /** The JSON object that it holds. */
    public JsonObject json() {
        return new JsonObject(text);
    }
}
