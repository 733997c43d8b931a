// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.http;

import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.config.ServerKey;
import dev.hubbub.gateway.request.Requester;
import io.vertx.core.http.HttpServerResponse;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The sender of one HTTP request.
 *
 * @param ip the IP address that it counts for
 * @param key by which it came; null: by a token
 * @param response where it waits for the answer
 */
record Sender(
        Caller caller, InetAddress ip, @Nullable ServerKey key, HttpServerResponse response, Requester.Order order)
        implements Requester {

    /** The user of a token. */
    static Sender of(Caller caller, InetAddress ip, HttpServerResponse response) {
        return new Sender(caller, ip, null, response, new Requester.Order());
    }

    @Override
    public boolean isClosed() {
        return response.closed();
    }

    @Override
    public boolean covers(String address) {
        return key == null || key.mayCall(address);
    }

    @Override
    public boolean serves(String address) {
        return key != null && key.mayServe(address);
    }
}
