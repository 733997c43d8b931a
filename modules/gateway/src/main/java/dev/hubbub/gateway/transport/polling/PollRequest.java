// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import dev.hubbub.contract.value.SessionId;
import io.vertx.core.http.HttpServerRequest;

/**
 * A request of a client for the frames of its session.
 *
 * @param ip the IP address that it counts for
 */
public record PollRequest(HttpServerRequest http, SessionId session, String ip) {}
