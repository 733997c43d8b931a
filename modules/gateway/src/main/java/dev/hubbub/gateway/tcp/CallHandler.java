// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.gateway.fanout.process.ProcessCalls;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a process asks others, and tells them. */
final class CallHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CallHandler.class);
    private static final String API = "api.";
    private static final String SESSION = "api.session.";
    private static final String SERVICES = "svc.";

    /** Headers by which the stock bridge sets options of the bus; they say nothing here. */
    private static final List<String> OPTIONS = List.of("timeout", "localOnly", "codecName");

    private final ContextInternal context;
    private final ProcessCalls calls;

    /** @param context of the connections */
    CallHandler(ContextInternal context, ProcessCalls calls) {
        this.context = context;
        this.calls = calls;
    }

    /** A request, answered at its reply address if it has one. */
    void send(TcpConnection connection, KeyRequester from, TcpFrame frame) {
        String address = frame.target();
        if (address.startsWith(SESSION)) {
            HubException cause = new HubException(ErrorCode.CONFLICT, "this connection has its key already");
            connection.fail(frame.replyAddress(), address, cause);
            return;
        }
        if (!from.key().mayCall(address)) {
            connection.fail(frame.replyAddress(), address, outOfScope("call:" + address));
            return;
        }
        connection.window().begin();
        answer(from, frame)
                .onComplete(either -> connection.window().done())
                .onSuccess(reply -> {
                    if (frame.replyAddress() != null) {
                        connection.reply(
                                frame.replyAddress(), address, FrameEncoder.reply(frame.replyAddress(), reply));
                    }
                })
                .onFailure(cause -> connection.fail(frame.replyAddress(), address, told(address, cause)));
    }

    private Future<Object> answer(KeyRequester from, TcpFrame frame) {
        String address = frame.target();
        try {
            if (address.startsWith(API)) {
                Promise<Object> here = context.promise();
                from.clients().submit(from, address, frame.body()).onComplete(here);
                return here.future();
            }
            return calls.ask(address, caller(from, frame), headers(frame), frame.body());
        } catch (HubException e) {
            return Future.failedFuture(e);
        }
    }

    /** Between verticles a process says on whose behalf it asks; to all others it is itself. */
    private static Caller caller(KeyRequester from, TcpFrame frame) {
        String named = frame.headers().get(Caller.HEADER);
        if (named == null || !frame.target().startsWith(SERVICES)) {
            return from.caller();
        }
        try {
            return Json.read(new JsonObject(named), Caller.class);
        } catch (DecodeException e) {
            throw new HubException(ErrorCode.BAD_REQUEST, "header " + Caller.HEADER + " is not JSON");
        }
    }

    private static Map<String, String> headers(TcpFrame frame) {
        Map<String, String> headers = new HashMap<>(frame.headers());
        headers.keySet().removeAll(OPTIONS);
        return headers;
    }

    /** An event for all who hear it; nothing is answered but a refusal. */
    void publish(TcpConnection connection, KeyRequester from, TcpFrame frame) {
        String address = frame.target();
        if (from.key().mayPublish(address)) {
            calls.publish(address, headers(frame), frame.body());
        } else {
            connection.fail(frame.replyAddress(), address, outOfScope("publish:" + address));
        }
    }

    static HubException outOfScope(String scope) {
        return new HubException(ErrorCode.FORBIDDEN, "this key has no scope " + scope);
    }

    private static HubException told(String address, Throwable cause) {
        if (cause instanceof HubException expected) {
            return expected;
        }
        LOG.error("a request to {} failed", address, cause);
        return new HubException(ErrorCode.INTERNAL, "unexpected");
    }
}
