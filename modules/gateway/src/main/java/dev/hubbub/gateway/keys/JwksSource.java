// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.keys;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * Where the text of a set of keys comes from. A read ends within a few seconds, gives at most {@link JwkSet#MAX_BYTES}
 * bytes, and otherwise fails with a message that says what came and what was expected.
 */
public interface JwksSource {
    Future<Buffer> read();
}
