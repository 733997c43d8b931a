// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.user;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.fanout.Subscriber;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A socket that notes what it is told at the feed of its user, in words. */
final class UserSocket implements Subscriber {
    final List<String> told = new ArrayList<>();
    private final Caller caller;
    private final Set<String> addresses = new HashSet<>(Set.of(Feeds.USER));

    UserSocket(String user, long number) {
        this.caller = Caller.of(user).at("" + number);
    }

    private void note(String json) {
        JsonObject body = new JsonObject(json);
        told.add(body.getString("event")
                + (body.containsKey("room") ? " " + body.getString("room") : "")
                + (body.containsKey("partial") ? " partial" : ""));
    }

    @Override
    public void send(Delivery frame) {
        note(frame.json());
    }

    @Override
    public void reply(String address, Object body) {
        note(Json.encode(body));
    }

    @Override
    public void fail(String address, HubException cause) {
        told.add(cause.getMessage());
    }

    @Override
    public Caller follower() {
        return caller;
    }

    @Override
    public Set<String> addresses() {
        return addresses;
    }

    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    public double backlog() {
        return 0;
    }

    @Override
    public void tooSlow() {
        throw new AssertionError("reads at once");
    }
}
