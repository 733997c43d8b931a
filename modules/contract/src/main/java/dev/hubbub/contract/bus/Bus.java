// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.internal.PromiseInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
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

    private final Vertx vertx;
    private final long timeoutMillis;
    private final int maxCalls;
    private final AtomicInteger calls = new AtomicInteger();
    private final RetryOnNodeLoss retries;
    private final LocalServices local;
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
        this.local = LocalServices.of(vertx);
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
        return keep(serve(Route.of(rpc, rule), rpc.address()));
    }

    /** Serves requests between verticles, without a caller. Completes when every node can reach the consumer. */
    public <Q extends Record, R extends Record> Future<Void> serve(Rpc<Q, R> rpc, Function<Q, Future<R>> rule) {
        return keep(serve(Route.of(rpc, rule), rpc.address()));
    }

    /** Serves requests to this node alone. Completes when every node can reach the consumer. */
    public Future<Void> serveAt(String node, Route<?, ?> route) {
        return keep(serve(route, route.rpc().addressFor(node)));
    }

    private Future<Void> keep(MessageConsumer<Object> consumer) {
        served.add(consumer);
        return consumer.completion();
    }

    /** Ends all consumers. Completes when the other nodes know it, so that no call waits for an answer from here. */
    public Future<Void> retire() {
        Handover handover = new Handover(vertx);
        return handover.all(List.of(handover.end(List.copyOf(served), Handover.NO_SUCCESSOR)));
    }

    private MessageConsumer<Object> serve(Route<?, ?> route, String address) {
        return serve(Routes.of(route), address);
    }

    /** Serves one more address by these rules; it ends with the returned consumer. */
    public MessageConsumer<Object> serve(Routes routes, String address) {
        MessageConsumer<Object> consumer = vertx.eventBus().consumer(address, routes::answer);
        MessageConsumer<Object> inside = vertx.eventBus()
                .localConsumer(local.next(address), message -> routes.answer((LocalServices.Request) message.body()));
        local.add(vertx, consumer, inside);
        return consumer;
    }

    /** Calls on behalf of a caller. Fails with a {@link HubException} and nothing else. */
    public <Q extends Record, R extends Record> Future<R> call(Rpc<Q, R> rpc, Caller caller, Q body) {
        return send(rpc, caller, body, null).map(reply -> record(rpc.reply(), reply));
    }

    /** Calls as a verticle. Fails with a {@link HubException} and nothing else. */
    public <Q extends Record, R extends Record> Future<R> call(Rpc<Q, R> rpc, Q body) {
        return send(rpc, null, body, null).map(reply -> record(rpc.reply(), reply));
    }

    /**
     * Hands a client's request on.
     *
     * @param json the request as it came, with fields that this node may not know; null: as the record is
     * @return the reply as it comes: the record where it was given on this node, else a JSON object. Fails with a
     *     {@link HubException} and nothing else
     */
    public <Q extends Record> Future<Object> forward(Rpc<Q, ?> rpc, Caller caller, Q body, @Nullable JsonObject json) {
        return send(rpc, caller, body, json);
    }

    private <Q extends Record> Future<Object> send(
            Rpc<Q, ?> rpc, @Nullable Caller caller, Q body, @Nullable JsonObject json) {
        String address = rpc.addressFor(body);
        return exchange(
                millis -> {
                    String inside = local.inside(address);
                    return inside != null
                            ? askLocally(inside, rpc.address(), caller, body, millis)
                            : ask(address, options(rpc, caller), json == null ? new RecordBody(body) : json, millis);
                },
                rpc.repeatable().test(body));
    }

    /**
     * Passes the request of a client to a verticle of the operator: any body, any reply.
     *
     * @return fails with a {@link HubException} that carries the failure code and text of that verticle
     */
    public Future<Object> relay(String address, @Nullable Caller caller, @Nullable Object body) {
        return exchange(millis -> ask(address, options(caller), body, millis), false);
    }

    private Future<Object> exchange(LongFunction<Future<Object>> question, boolean repeatable) {
        if (calls.get() >= maxCalls) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "too many calls at a time, try again"));
        }
        calls.incrementAndGet();
        Future<Object> answer =
                repeatable ? retries.ask(question, promise(), timeoutMillis) : question.apply(timeoutMillis);
        return answer.onComplete(either -> calls.decrementAndGet()).recover(Bus::refused);
    }

    private Future<Object> ask(String address, DeliveryOptions options, @Nullable Object body, long millis) {
        return vertx.eventBus()
                .request(address, body, options.setSendTimeout(millis))
                .map(Bus::body);
    }

    /** What was answered: the record where it was answered on this node. */
    private static Object body(Message<Object> message) {
        return message.body() instanceof RecordBody here ? here.body() : message.body();
    }

    /** The answer comes without a message of its own. */
    private Future<Object> askLocally(
            String inside, String address, @Nullable Caller caller, Record body, long millis) {
        PromiseInternal<Object> answer = promise();
        vertx.eventBus()
                .sender(inside, LocalServices.options())
                .write(new LocalServices.Request(address, caller, body, answer))
                .onFailure(answer::tryFail);
        long timer = vertx.setTimer(millis, late -> answer.tryFail(new ReplyException(ReplyFailure.TIMEOUT)));
        return answer.future().onComplete(either -> vertx.cancelTimer(timer));
    }

    private <T> PromiseInternal<T> promise() {
        return ((VertxInternal) vertx).getOrCreateContext().promise();
    }

    /** Whether a node serves the request, as far as the bus knows. Completes within the given time, and never fails. */
    public <Q extends Record> Future<Boolean> isServed(Rpc<Q, ?> rpc, Q body, long millis) {
        return vertx.eventBus()
                .request(
                        rpc.addressFor(body),
                        new RecordBody(body),
                        options(rpc, null).setSendTimeout(millis))
                .map(true)
                .otherwise(Bus::reached);
    }

    private static boolean reached(Throwable cause) {
        return cause instanceof ReplyException reply && reply.failureType() != ReplyFailure.NO_HANDLERS;
    }

    private static DeliveryOptions options(Rpc<?, ?> rpc, @Nullable Caller caller) {
        DeliveryOptions options = options(caller);
        return rpc.service() == null ? options : options.addHeader(Rpc.HEADER, rpc.address());
    }

    private static DeliveryOptions options(@Nullable Caller caller) {
        DeliveryOptions options = new DeliveryOptions();
        return caller == null
                ? options
                : options.addHeader(Caller.HEADER, Json.write(caller).encode());
    }

    private static Future<Object> refused(Throwable cause) {
        if (cause instanceof HubException) {
            return Future.failedFuture(cause);
        }
        if (!(cause instanceof ReplyException reply)) {
            LOG.debug("call failed", cause);
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "not reachable"));
        }
        if (reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
            return Future.failedFuture(HubException.received(reply.failureCode(), reply.getMessage()));
        }
        boolean late = reply.failureType() == ReplyFailure.TIMEOUT;
        return Future.failedFuture(
                new HubException(ErrorCode.UNAVAILABLE, late ? "no answer in time" : "no node serves this now"));
    }

    private static JsonObject object(Object body) {
        if (body instanceof JsonObject json) {
            return json;
        }
        throw new HubException(ErrorCode.INTERNAL, "reply is not a JSON object");
    }

    /** Publishes an event to all subscribers. */
    public <E extends Record> void publish(Event<E> event, E body) {
        vertx.eventBus().publish(event.address(), new RecordBody(body));
    }

    /** Subscribes to an event. A body that cannot be read is dropped with one line in the log. */
    public <E extends Record> Future<Void> subscribe(Event<E> event, Consumer<E> listener) {
        return vertx.eventBus()
                .consumer(event.address(), (Message<Object> message) -> {
                    try {
                        listener.accept(record(event.type(), body(message)));
                    } catch (HubException e) {
                        LOG.warn("{} dropped: {}", event.address(), e.getMessage());
                    }
                })
                .completion();
    }

    private static <T extends Record> T record(Class<T> type, Object body) {
        return type.isInstance(body) ? type.cast(body) : Json.read(object(body), type);
    }
}
