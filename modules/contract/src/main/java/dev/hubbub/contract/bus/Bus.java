// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.Idempotent;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event bus with types: serves and calls {@link Rpc}s, publishes and subscribes to {@link Event}s. Every body is a
 * JSON object, a failure is the number of an {@link ErrorCode} with {@code NAME: text}. A consumer belongs to the
 * verticle that was running when it was made, and ends with it.
 */
public final class Bus {
    /** How long a call waits for its reply by default. */
    public static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** With so many calls unanswered the other side is lost; each call holds its body and a timer. */
    private static final int MAX_CALLS = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Waits for no successor: other nodes always serve the same addresses, or never. */
    private static final Handover.Outlook NO_SUCCESSOR = new Handover.Outlook() {
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

    private final Vertx vertx;
    private final long timeoutMillis;
    private final int maxCalls;
    private final AtomicInteger calls = new AtomicInteger();
    private final RetryOnNodeLoss retries;
    private final List<MessageConsumer<Object>> served = new CopyOnWriteArrayList<>();

    /** A bus whose calls wait {@link #TIMEOUT}. */
    public Bus(Vertx vertx) {
        this(vertx, TIMEOUT);
    }

    /** A bus whose calls wait for the given time. */
    public Bus(Vertx vertx, Duration timeout) {
        this(vertx, timeout, MAX_CALLS);
    }

    Bus(Vertx vertx, Duration timeout, int maxCalls) {
        this.vertx = vertx;
        this.timeoutMillis = timeout.toMillis();
        this.maxCalls = maxCalls;
        this.retries = new RetryOnNodeLoss((VertxInternal) vertx);
    }

    /** How many calls have no answer yet; from any thread. */
    public int calls() {
        return calls.get();
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Serves requests that carry a caller. Completes when every node can reach the consumer. */
    public <Q extends Record, R extends Record> Future<Void> serve(
            Rpc<Q, R> rpc, BiFunction<Caller, Q, Future<R>> rule) {
        return serve(Route.of(rpc, rule));
    }

    /** Serves requests between verticles, without a caller. Completes when every node can reach the consumer. */
    public <Q extends Record, R extends Record> Future<Void> serve(Rpc<Q, R> rpc, Function<Q, Future<R>> rule) {
        return serve(Route.of(rpc, rule));
    }

    private Future<Void> serve(Route<?, ?> route) {
        MessageConsumer<Object> consumer = serve(route, route.rpc().address());
        served.add(consumer);
        return consumer.completion();
    }

    /** Ends all consumers. Completes when the other nodes know it, so that no call waits for an answer from here. */
    public Future<Void> retire() {
        Handover handover = new Handover(vertx);
        return handover.all(List.of(handover.end(List.copyOf(served), NO_SUCCESSOR)));
    }

    public MessageConsumer<Object> serve(Route<?, ?> route, String address) {
        return vertx.eventBus().consumer(address, message -> answer(route, message));
    }

    private <Q extends Record, R extends Record> void answer(Route<Q, R> route, Message<Object> message) {
        Future<R> reply;
        try {
            reply = route.handle(message.headers().get(Caller.HEADER), message.body());
        } catch (RuntimeException e) {
            reply = Future.failedFuture(e);
        }
        reply.onSuccess(answer -> message.reply(Json.write(answer)))
                .onFailure(cause -> fail(message, route.rpc().address(), cause));
    }

    private static void fail(Message<?> message, String address, Throwable cause) {
        if (cause instanceof HubException expected) {
            LOG.debug("{} refused: {}", address, expected.getMessage());
            message.fail(expected.number(), expected.getMessage());
            return;
        }
        String incident = HexFormat.of().toHexDigits(RANDOM.nextInt());
        LOG.error("{} failed, incident {}", address, incident, cause);
        message.fail(ErrorCode.INTERNAL.number(), ErrorCode.INTERNAL + ": incident " + incident);
    }

    /** Calls on behalf of a caller. Fails with a {@link HubException} and nothing else. */
    public <Q extends Record, R extends Record> Future<R> call(Rpc<Q, R> rpc, Caller caller, Q body) {
        return request(rpc, body, caller, Json.write(body)).map(reply -> Json.read(reply, rpc.reply()));
    }

    /** Calls as a verticle. Fails with a {@link HubException} and nothing else. */
    public <Q extends Record, R extends Record> Future<R> call(Rpc<Q, R> rpc, Q body) {
        return call(rpc, null, body);
    }

    /** Passes the request of a client on unchanged, after checking it against its type. */
    public <Q extends Record, R extends Record> Future<JsonObject> forward(
            Rpc<Q, R> rpc, Caller caller, JsonObject body) {
        try {
            return request(rpc, Json.read(body, rpc.request()), caller, body);
        } catch (HubException e) {
            return Future.failedFuture(e);
        }
    }

    private <Q extends Record> Future<JsonObject> request(Rpc<Q, ?> rpc, Q typed, Caller caller, JsonObject body) {
        boolean idempotent = typed instanceof Idempotent request && request.repeatable();
        return relay(rpc.addressFor(typed), caller, body, idempotent).map(Bus::object);
    }

    /**
     * Passes the request of a client to a verticle of the operator: any body, any reply.
     *
     * @return fails with a {@link HubException} that carries the failure code and text of that verticle
     */
    public Future<Object> relay(String address, Caller caller, Object body) {
        return relay(address, caller, body, false);
    }

    private Future<Object> relay(String address, Caller caller, Object body, boolean idempotent) {
        if (calls.get() >= maxCalls) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "too many calls at a time, try again"));
        }
        DeliveryOptions options = options(caller);
        Future<Message<Object>> answer = idempotent
                ? retries.ask(millis -> ask(address, body, options, millis), promise(), timeoutMillis)
                : ask(address, body, options, timeoutMillis);
        calls.incrementAndGet();
        return answer.onComplete(either -> calls.decrementAndGet())
                .map(Message::body)
                .recover(Bus::refused);
    }

    private Future<Message<Object>> ask(String address, Object body, DeliveryOptions options, long millis) {
        return vertx.eventBus().request(address, body, new DeliveryOptions(options).setSendTimeout(millis));
    }

    private <T> Promise<T> promise() {
        return ((VertxInternal) vertx).getOrCreateContext().promise();
    }

    /** Whether a node serves the request, as far as the bus knows. Completes within the given time, and never fails. */
    public <Q extends Record> Future<Boolean> isServed(Rpc<Q, ?> rpc, Q body, long millis) {
        DeliveryOptions options = new DeliveryOptions().setSendTimeout(millis);
        return vertx.eventBus()
                .request(rpc.addressFor(body), Json.write(body), options)
                .map(true)
                .otherwise(Bus::reached);
    }

    private static boolean reached(Throwable cause) {
        return cause instanceof ReplyException reply && reply.failureType() != ReplyFailure.NO_HANDLERS;
    }

    private DeliveryOptions options(Caller caller) {
        DeliveryOptions options = new DeliveryOptions();
        return caller == null
                ? options
                : options.addHeader(Caller.HEADER, Json.write(caller).encode());
    }

    private static Future<Object> refused(Throwable cause) {
        if (!(cause instanceof ReplyException reply)) {
            LOG.debug("call failed", cause);
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "not reachable"));
        }
        if (reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
            return Future.failedFuture(HubException.received(reply.failureCode(), reply.getMessage()));
        }
        boolean late = reply.failureType() == ReplyFailure.TIMEOUT;
        return Future.failedFuture(
                new HubException(ErrorCode.UNAVAILABLE, late ? "no answer in time" : "nobody serves this now"));
    }

    private static JsonObject object(Object body) {
        if (body instanceof JsonObject json) {
            return json;
        }
        throw new HubException(ErrorCode.INTERNAL, "reply is not a JSON object");
    }

    /** Publishes an event to all subscribers. */
    public <E extends Record> void publish(Event<E> event, E body) {
        vertx.eventBus().publish(event.address(), Json.write(body));
    }

    /** Subscribes to an event. A body that cannot be read is dropped with one line in the log. */
    public <E extends Record> Future<Void> subscribe(Event<E> event, Consumer<E> listener) {
        return subscribeJson(event, json -> listener.accept(Json.read(json, event.type())));
    }

    /** Subscribes to an event as JSON, to pass it on unread. The listener may keep and change the object. */
    public Future<Void> subscribeJson(Event<?> event, Consumer<JsonObject> listener) {
        return vertx.eventBus()
                .consumer(event.address(), message -> {
                    try {
                        listener.accept(object(message.body()));
                    } catch (HubException e) {
                        LOG.warn("{} dropped: {}", event.address(), e.getMessage());
                    }
                })
                .completion();
    }
}
