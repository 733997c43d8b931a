// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.seeded.presence;

import io.vertx.core.json.JsonObject;

/** Prints, and uses Vert.x's global mapper. */
public final class RawOutput {
    /** Both in one line. */
    public void print(JsonObject json) {
        System.out.println(json.mapTo(String.class));
    }
}
