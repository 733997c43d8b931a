// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.http;

import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.request.Requester;
import io.vertx.core.http.HttpServerResponse;
import java.net.InetAddress;
import java.util.function.Predicate;

/**
 * The sender of one HTTP request.
 *
 * @param ip the IP address that it counts for
 * @param scope the addresses that its credential is for
 * @param response where it waits for the answer
 */
record Sender(
        Caller caller, InetAddress ip, Predicate<String> scope, HttpServerResponse response, Requester.Order order)
        implements Requester {
    Sender(Caller caller, InetAddress ip, Predicate<String> scope, HttpServerResponse response) {
        this(caller, ip, scope, response, new Requester.Order());
    }

    @Override
    public boolean isClosed() {
        return response.closed();
    }

    @Override
    public boolean covers(String address) {
        return scope.test(address);
    }
}
