// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules behind one address of the bus, each for its request. Safe for use by several threads. */
public final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, Route<?, ?>> routes = new ConcurrentHashMap<>();

    /** With the first of them. */
    public static Routes of(Route<?, ?> first) {
        Routes routes = new Routes();
        routes.add(first);
        return routes;
    }

    /** The request is answered from now on. */
    public void add(Route<?, ?> route) {
        routes.put(route.rpc().address(), route);
    }

    /** The request is not answered any more. */
    public void remove(Rpc<?, ?> rpc) {
        routes.remove(rpc.address());
    }

    /** Answers a request, which says by {@link Rpc#HEADER} which one it is where there are several. */
    void answer(Message<Object> message) {
        String asked = message.headers().get(Rpc.HEADER);
        reply(() -> find(asked).handle(message.headers().get(Caller.HEADER), message.body()))
                .onSuccess(answer -> message.reply(new RecordBody(answer)))
                .onFailure(cause -> fail(message, asked == null ? message.address() : asked, cause));
    }

    /** Answers a request from this node. */
    void answer(LocalServices.Request request) {
        reply(() -> find(request.address()).handle(request))
                .onSuccess(request::succeed)
                .onFailure(cause -> request.fail(told(request.address(), cause)));
    }

    private static Future<? extends Record> reply(Supplier<Future<? extends Record>> rule) {
        try {
            return rule.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private static void fail(Message<?> message, String address, Throwable cause) {
        HubException told = told(address, cause);
        message.fail(told.number(), told.getMessage());
    }

    /** What the caller is told: a mistake of ours is an incident, whose details are in the log. */
    private static HubException told(String address, Throwable cause) {
        if (cause instanceof HubException expected) {
            LOG.debug("{} refused: {}", address, expected.getMessage());
            return expected;
        }
        String incident = HexFormat.of().toHexDigits(RANDOM.nextInt());
        LOG.error("{} failed, incident {}", address, incident, cause);
        return new HubException(ErrorCode.INTERNAL, "incident " + incident);
    }

    /**
     * What answers a request.
     *
     * @param asked its address; null where only one request is answered at this address of the bus
     */
    private Route<?, ?> find(@Nullable String asked) {
        if (asked == null) {
            return only();
        }
        Route<?, ?> route = routes.get(asked);
        if (route == null) {
            throw new HubException(ErrorCode.UNAVAILABLE, "this node does not serve " + asked);
        }
        return route;
    }

    private Route<?, ?> only() {
        if (routes.size() != 1) {
            throw new HubException(ErrorCode.BAD_REQUEST, "header " + Rpc.HEADER + " is missing");
        }
        return routes.values().iterator().next();
    }
}
