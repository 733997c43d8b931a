// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.dialect.Delivery;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A subscriber that notes what it is told. */
public final class RecordingSubscriber implements Subscriber {
    /** Entries by number, the rest in words. */
    public final List<Object> told = new ArrayList<>();

    private final Caller caller;
    private final Set<String> addresses = new HashSet<>();
    private final double weight;
    private double backlog;
    private boolean closed;

    /** @param weight which part of its buffer an entry fills; 0 for one that reads at once */
    public RecordingSubscriber(String user, RoomId room, double weight) {
        this.caller = Caller.of(user);
        this.weight = weight;
        addresses.add(Feeds.of(room));
    }

    @Override
    public Caller follower() {
        return caller;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public Set<String> addresses() {
        return addresses;
    }

    @Override
    public double backlog() {
        return backlog;
    }

    /** It reads what was sent. */
    public void reads(double part) {
        backlog = Math.max(0, backlog - part);
    }

    /** It goes away. */
    public void close() {
        closed = true;
    }

    @Override
    public void tooSlow() {
        told.add("too slow");
        closed = true;
    }

    @Override
    public void send(Delivery frame) {
        if (closed) {
            return;
        }
        JsonObject body = new JsonObject(frame.json());
        told.add(body.containsKey("seq") ? body.getLong("seq") : body.getString("event"));
        backlog += weight;
        if (backlog > 1) {
            tooSlow();
        }
    }

    @Override
    public void reply(String address, Object body) {
        if (closed) {
            return;
        }
        JsonObject answer = new JsonObject(Json.encode(body));
        String reason = answer.containsKey("reason") ? " " + answer.getString("reason") : "";
        told.add(answer.getString("event") + " " + answer.getLong("seq") + reason);
    }

    @Override
    public void fail(String address, HubException cause) {
        if (!closed) {
            told.add(cause.getMessage());
        }
    }
}
