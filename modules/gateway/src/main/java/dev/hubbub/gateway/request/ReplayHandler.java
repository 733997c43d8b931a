// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.listeners.Listeners;
import dev.hubbub.contract.listeners.Listeners.Replay;
import io.vertx.core.Future;

/** Has {@code api.server.replay} answered for those whose server key may serve the address of the listener. */
public final class ReplayHandler implements GatewayHandler {
    private final GatewayHandler verticles;

    /** @param verticles asks the verticle that replays */
    public ReplayHandler(GatewayHandler verticles) {
        this.verticles = verticles;
    }

    @Override
    public Future<Object> answer(Requester from, BoundRequest request) {
        String address = request.body().get() instanceof Replay replay ? Listeners.address(replay.listener()) : "";
        return from.serves(address)
                ? verticles.answer(from, request)
                : Future.failedFuture(
                        new HubException(ErrorCode.FORBIDDEN, "no server key with the scope serve:" + address));
    }
}
