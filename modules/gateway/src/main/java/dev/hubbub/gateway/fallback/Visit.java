// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fallback;

import dev.hubbub.contract.value.SessionId;
import io.vertx.core.http.HttpServerRequest;

/**
 * A client comes for its mail.
 *
 * @param address the IP address that it counts for
 */
record Visit(HttpServerRequest request, SessionId session, String address) {}
