// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.dialect.ClientFrame;
import java.util.EnumMap;
import java.util.Map;

/** The way of each frame on one event loop: policy, rate limits, and the handler of its type. */
public final class RequestPipeline {
    private final FrameDispatcher dispatcher;
    private final UnregisterHandler unregister;

    /** Must be used on one event loop. */
    public RequestPipeline(GatewayConfig config, RequestServices services) {
        this.unregister = new UnregisterHandler(services.rooms(), services.operators());
        this.dispatcher = new FrameDispatcher(new BridgePolicy(config.bridge()), handlers(config, services));
    }

    private Map<ClientFrame.Type, FrameHandler> handlers(GatewayConfig config, RequestServices services) {
        LoginHandler login = new LoginHandler(services.authenticator(), services.failures());
        RegisterHandler register = new RegisterHandler(
                services.rooms(), services.operators(), config.sockets().maxSubscriptions());
        ResumeHandler resume = new ResumeHandler(register, config.sockets().maxInFlight());
        Map<ClientFrame.Type, FrameHandler> handlers = new EnumMap<>(ClientFrame.Type.class);
        handlers.put(ClientFrame.Type.PING, (session, frame) -> {}); // any frame is a sign of life
        Map.of(
                        ClientFrame.Type.SEND, new SendHandler(services.bus(), login, resume),
                        ClientFrame.Type.REGISTER, register,
                        ClientFrame.Type.UNREGISTER, unregister)
                .forEach((type, handler) -> handlers.put(type, new RateLimitHandler(services.rates(), handler)));
        return handlers;
    }

    /** Handles one frame. */
    public void handle(Requester session, String text) {
        dispatcher.dispatch(session, text);
    }

    /** Ends all subscriptions of a session that is closed. */
    public void unregisterAll(Requester session) {
        unregister.unregisterAll(session);
    }
}
