// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session.request;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.session.Session.Outcome;
import dev.hubbub.contract.session.Session.Resume;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.request.BoundRequest;
import dev.hubbub.gateway.session.ClientSession;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows many rooms in one request, each from where the client was; a few at a time. */
public final class ResumeService {
    private static final int AT_A_TIME = 16;

    private final Subscriptions subscriptions;
    private final int maxInFlight;

    public ResumeService(Subscriptions subscriptions, int maxInFlight) {
        this.subscriptions = subscriptions;
        this.maxInFlight = maxInFlight;
    }

    Future<Object> resume(ClientSession session, BoundRequest request) {
        try {
            return new Run(session, (Resume) request.body().get()).begin();
        } catch (HubException e) {
            return Future.failedFuture(e);
        }
    }

    /** One request, until all its rooms are answered. */
    private final class Run {
        private final ClientSession session;
        private final Iterator<Session.Since> next;
        private final Map<RoomId, @Nullable Outcome> outcomes = new LinkedHashMap<>();
        private final Promise<Object> reply = Promise.promise();
        private int underWay;
        private boolean starting;

        Run(ClientSession session, Resume asked) {
            this.session = session;
            this.next = asked.rooms().iterator();
            asked.rooms().forEach(each -> outcomes.put(each.room(), null)); // keeps the order of the request
        }

        Future<Object> begin() {
            startMore();
            return reply.future();
        }

        private void startMore() {
            if (starting) {
                return; // a room was refused at once; the loop below goes on
            }
            starting = true;
            while (next.hasNext() && !session.isClosed() && hasRoom()) {
                underWay++;
                start(next.next());
            }
            starting = false;
            if (underWay == 0) {
                reply.tryComplete(new Session.Resumed(List.copyOf(
                        outcomes.values().stream().filter(told -> told != null).toList())));
            }
        }

        /** At least one goes on, however much else the session has asked for. */
        private boolean hasRoom() {
            return underWay == 0 || (underWay < AT_A_TIME && session.window().inFlight() < maxInFlight);
        }

        private void start(Session.Since each) {
            session.window().begin();
            subscriptions
                    .followRoom(session, each.room(), each.since(), Feeds.of(each.room()))
                    .onComplete(told -> {
                        session.window().done();
                        outcomes.put(each.room(), told.result());
                        underWay--;
                        startMore();
                    });
        }
    }
}
