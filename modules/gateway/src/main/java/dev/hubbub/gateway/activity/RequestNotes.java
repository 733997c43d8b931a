// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.activity;

import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.Presence.Typing;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.request.BoundRequest;
import dev.hubbub.gateway.request.GatewayHandler;
import dev.hubbub.gateway.request.Requester;
import io.vertx.core.Future;
import java.util.Set;

/** Notes what users do by the requests of their sockets, on the way of these requests to the verticle that answers. */
public final class RequestNotes implements GatewayHandler {
    /** What clients ask again and again without their users. */
    private static final Set<String> BY_CLIENTS = Set.of(Presence.LIST.address());

    private final UserActivity activity;
    private final TypingSockets typing;
    private final GatewayHandler next;

    public RequestNotes(UserActivity activity, TypingSockets typing, GatewayHandler next) {
        this.activity = activity;
        this.typing = typing;
        this.next = next;
    }

    @Override
    public Future<Object> answer(Requester from, BoundRequest request) {
        Caller caller = from.caller();
        if (caller == null || caller.socket() == null) {
            return next.answer(from, request); // over HTTP: its user has no socket to be online by
        }
        if (!BY_CLIENTS.contains(request.address())) {
            activity.active(caller.user());
        }
        Future<Object> answer = next.answer(from, request);
        return request.address().equals(Presence.TYPING.address())
                ? answer.onSuccess(accepted -> note(from, caller, request))
                : answer;
    }

    private void note(Requester from, Caller caller, BoundRequest request) {
        if (request.body().get() instanceof Typing hint) {
            if (from.isClosed()) {
                typing.typedTooLate(caller, hint);
            } else {
                typing.typed(caller, hint);
            }
        }
    }
}
