// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.process;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.bus.Handover;
import dev.hubbub.contract.bus.Route;
import dev.hubbub.contract.bus.Routes;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How an address that processes have registered is on the bus. Requests whose type is known are served like those of a
 * verticle: sharded over the nodes where they are, checked as requests and as replies. Whatever else comes as it is.
 */
interface AddressBinding {
    /** Completes when every node can reach it. */
    Future<Void> start();

    /** Completes when no request comes any more. */
    Future<Void> end();

    /** Requests of a type. */
    static <Q extends Record, R extends Record> AddressBinding typed(
            Bus bus, ProcessServices services, Rpc<Q, R> rpc, Consumer<ProcessMessage> receiver) {
        Route<Q, R> route = Route.passingOn(rpc, (caller, body) -> ask(rpc, caller, body, receiver));
        Service service = rpc.service();
        return service == null
                ? new OfConsumer(bus, () -> bus.serve(Routes.of(route), rpc.address()))
                : new OfService(services, service, route);
    }

    /** Messages of any kind. */
    static AddressBinding untyped(Bus bus, String address, Consumer<ProcessMessage> receiver) {
        return new OfConsumer(
                bus, () -> bus.vertx().eventBus().consumer(address, message -> receive(message, receiver)));
    }

    private static <Q extends Record, R extends Record> Future<R> ask(
            Rpc<Q, R> rpc, @Nullable Caller caller, Q body, Consumer<ProcessMessage> receiver) {
        Map<String, String> headers = caller == null
                ? Map.of()
                : Map.of(Caller.HEADER, Json.write(caller).encode());
        BusAnswer answer = new BusAnswer();
        receiver.accept(new ProcessMessage(rpc.address(), headers, Json.write(body), true, answer));
        return answer.promise.future().map(reply -> reply(rpc, reply));
    }

    /** What a process answers is not trusted to be a reply. */
    private static <R extends Record> R reply(Rpc<?, R> rpc, @Nullable Object body) {
        if (!(body instanceof JsonObject json)) {
            throw new HubException(ErrorCode.INTERNAL, "reply to " + rpc.address() + " is not a JSON object");
        }
        try {
            return Json.read(json, rpc.reply());
        } catch (HubException e) {
            throw new HubException(ErrorCode.INTERNAL, "reply to " + rpc.address() + " is none: " + e.getMessage());
        }
    }

    private static void receive(Message<Object> message, Consumer<ProcessMessage> receiver) {
        BusAnswer answer = message.replyAddress() == null ? null : new BusAnswer();
        if (answer != null) {
            answer.promise.future().onSuccess(message::reply).onFailure(cause -> {
                HubException failure = (HubException) cause;
                message.fail(failure.number(), failure.getMessage());
            });
        }
        Map<String, String> headers = new HashMap<>();
        message.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        ProcessMessage received =
                new ProcessMessage(message.address(), headers, message.body(), message.isSend(), answer);
        if (isJson(message.body())) {
            receiver.accept(received);
        } else {
            received.fail(new HubException(ErrorCode.BAD_REQUEST, "body: binary (expected: JSON)"));
        }
    }

    private static boolean isJson(@Nullable Object body) {
        return body == null
                || body instanceof JsonObject
                || body instanceof JsonArray
                || body instanceof String
                || body instanceof Number
                || body instanceof Boolean;
    }

    /** Answers on the bus; only the first answer counts. */
    final class BusAnswer implements ProcessMessage.Answer {
        private final Promise<Object> promise = Promise.promise();

        @Override
        public void reply(@Nullable Object body) {
            promise.tryComplete(body);
        }

        @Override
        public void fail(HubException cause) {
            promise.tryFail(cause);
        }
    }

    /** One of the requests of a service. */
    record OfService(ProcessServices services, Service service, Route<?, ?> route) implements AddressBinding {
        @Override
        public Future<Void> start() {
            return services.add(service, route);
        }

        @Override
        public Future<Void> end() {
            return services.remove(service, route.rpc());
        }
    }

    /** A consumer that ends without losing a request that is on its way. */
    final class OfConsumer implements AddressBinding {
        private static final Handover.Outlook ALONE = new Handover.Outlook() {
            @Override
            public boolean isSuccessor(String member) {
                return true;
            }

            @Override
            public boolean isReplaced() {
                return false;
            }

            @Override
            public boolean isHopeful() {
                return false;
            }
        };

        private final Bus bus;
        private final Supplier<MessageConsumer<Object>> make;
        private List<MessageConsumer<Object>> consumers = List.of();

        OfConsumer(Bus bus, Supplier<MessageConsumer<Object>> make) {
            this.bus = bus;
            this.make = make;
        }

        @Override
        public Future<Void> start() {
            MessageConsumer<Object> made = make.get();
            consumers = List.of(made);
            return made.completion();
        }

        @Override
        public Future<Void> end() {
            return new Handover(bus.vertx()).end(consumers, ALONE);
        }
    }
}
