// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.http;

import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.request.OrderedFutures;
import dev.hubbub.gateway.request.Requester;
import java.util.function.Predicate;

/**
 * The sender of one HTTP request.
 *
 * @param scope the addresses that its credential is for
 */
record Sender(Caller caller, Predicate<String> scope, OrderedFutures order) implements Requester {
    Sender(Caller caller, Predicate<String> scope) {
        this(caller, scope, new OrderedFutures());
    }

    @Override
    public boolean covers(String address) {
        return scope.test(address);
    }
}
