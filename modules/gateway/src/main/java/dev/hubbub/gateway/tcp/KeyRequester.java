// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.gateway.config.ServerKey;
import dev.hubbub.gateway.request.RequestSubmitter;
import dev.hubbub.gateway.request.Requester;
import java.net.InetAddress;
import java.util.Set;

/** A connection that has logged in with a server key. Read by the event loop of its requests too. */
final class KeyRequester implements Requester {
    private final ServerKey key;
    private final InetAddress ip;
    private final RequestSubmitter clients;
    private final Caller caller;
    private final Order order = new Order();
    private volatile boolean closed;

    /** @param clients the way of its requests of clients */
    KeyRequester(ServerKey key, InetAddress ip, RequestSubmitter clients) {
        this.key = key;
        this.ip = ip;
        this.clients = clients;
        this.caller = new Caller(key.user(), Profile.EMPTY, Set.of(Grant.SERVER));
    }

    ServerKey key() {
        return key;
    }

    RequestSubmitter clients() {
        return clients;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public InetAddress ip() {
        return ip;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean covers(String address) {
        return key.mayCall(address);
    }

    @Override
    public boolean serves(String address) {
        return key.mayServe(address);
    }

    @Override
    public Order order() {
        return order;
    }

    void close() {
        closed = true;
    }
}
