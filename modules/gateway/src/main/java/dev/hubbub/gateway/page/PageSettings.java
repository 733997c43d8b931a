// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.page;

import dev.hubbub.gateway.config.GatewayConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the chat page fits into the host app.
 *
 * @param frameAncestors the origins of pages that may show it in a frame, and then give it tokens
 * @param loginUrl where it sends people without a token; null: nowhere
 */
public record PageSettings(List<String> frameAncestors, @Nullable String loginUrl) {
    public static PageSettings of(GatewayConfig config) {
        return new PageSettings(config.http().frameAncestors(), config.auth().loginUrl());
    }

    /** The directive for the header {@code Content-Security-Policy}. */
    public String directive() {
        return "frame-ancestors " + (frameAncestors.isEmpty() ? "'none'" : String.join(" ", frameAncestors));
    }

    /** What the page is told. */
    public JsonObject json() {
        JsonObject json = new JsonObject().put("frameAncestors", new JsonArray(frameAncestors));
        return loginUrl == null ? json : json.put("loginUrl", loginUrl);
    }
}
