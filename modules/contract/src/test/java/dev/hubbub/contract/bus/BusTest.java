// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class BusTest {
    private static final Caller ANN = Caller.of("ann");
    private static final Rooms.Create CREATE = new Rooms.Create("tea", null, null, null);

    private Vertx vertx;
    private Bus bus;

    @BeforeEach
    void bus(Vertx vertx) {
        this.vertx = vertx;
        this.bus = new Bus(vertx);
    }

    @Test
    void requestsCarryTheCallerThere() throws Exception {
        bus.serve(
                        Rooms.CREATE,
                        (caller, create) -> Future.succeededFuture(
                                new Rooms.Created(new RoomId(caller.user().value()), 1)))
                .await(5, SECONDS);
        assertThat(bus.call(Rooms.CREATE, ANN, CREATE).await(5, SECONDS).room()).isEqualTo(new RoomId("ann"));
    }

    @Test
    void answersGivenOnThisNodeComeInTheOrderInWhichTheyAreGiven() throws Exception {
        vertx.deployVerticle(ElsewhereOnThisNode::new, new DeploymentOptions()).await(5, SECONDS);
        List<Long> answers = new ArrayList<>();
        Promise<Void> all = Promise.promise();
        vertx.runOnContext(asker -> Future.all(LongStream.range(0, 20_000)
                        .mapToObj(i -> bus.call(Rooms.CREATE, ANN, new Rooms.Create("" + i, null, null, null))
                                .onSuccess(answer -> answers.add(answer.seq())))
                        .toList())
                .<Void>mapEmpty()
                .onComplete(all));
        all.future().await(20, SECONDS);
        assertThat(answers).hasSize(20_000).isSorted();
    }

    /** A verticle that has an event loop of its own. */
    private static final class ElsewhereOnThisNode extends VerticleBase {
        @Override
        public Future<?> start() {
            return new Bus(vertx)
                    .serve(
                            Rooms.CREATE,
                            (caller, create) -> Future.succeededFuture(
                                    new Rooms.Created(new RoomId("r"), Long.parseLong(create.name()))));
        }
    }

    @Test
    void expectedFailuresKeepTheirCode() throws Exception {
        serve(Future.failedFuture(new HubException(ErrorCode.FORBIDDEN, "not you")));
        fails(bus.call(Rooms.CREATE, ANN, CREATE), ErrorCode.FORBIDDEN, "FORBIDDEN: not you");
    }

    @Test
    void mistakesBecomeAnIncidentWithoutDetails() throws Exception {
        serve(Future.failedFuture(new IllegalStateException("secret")));
        assertThatThrownBy(() -> bus.call(Rooms.CREATE, ANN, CREATE).await(5, SECONDS))
                .hasMessageMatching("INTERNAL: incident [0-9a-f]{8}");
    }

    @Test
    void ruleThatThrowsIsAnswered() throws Exception {
        bus.serve(Rooms.CREATE, (caller, create) -> {
                    throw new HubException(ErrorCode.CONFLICT, "thrown");
                })
                .await(5, SECONDS);
        fails(bus.call(Rooms.CREATE, ANN, CREATE), ErrorCode.CONFLICT, "CONFLICT: thrown");
    }

    @Test
    void nobodyThereIsUnavailable() {
        fails(bus.call(Rooms.CREATE, ANN, CREATE), ErrorCode.UNAVAILABLE, "UNAVAILABLE: no node serves this now");
    }

    @Test
    void silenceIsUnavailable() throws Exception {
        vertx.eventBus()
                .consumer(Rooms.CREATE.address(), message -> {})
                .completion()
                .await(5, SECONDS);
        Bus hasty = new Bus(vertx, Duration.ofMillis(20));
        fails(hasty.call(Rooms.CREATE, ANN, CREATE), ErrorCode.UNAVAILABLE, "UNAVAILABLE: no answer in time");
    }

    @Test
    void moreCallsThanMayWaitAreRefusedUntilOneIsAnswered() throws Exception {
        Promise<Rooms.Created> slow = Promise.promise();
        serve(slow.future());
        Bus narrow = new Bus(vertx, Bus.TIMEOUT, 2);
        Future<Rooms.Created> first = narrow.call(Rooms.CREATE, ANN, CREATE);
        Future<Rooms.Created> second = narrow.call(Rooms.CREATE, ANN, CREATE);
        assertThat(narrow.calls()).isEqualTo(2);
        fails(narrow.call(Rooms.CREATE, ANN, CREATE), ErrorCode.UNAVAILABLE, "UNAVAILABLE: too many calls at a time");
        slow.complete(new Rooms.Created(new RoomId("r"), 1));
        Future.all(first, second).await(5, SECONDS);
        assertThat(narrow.calls()).isZero();
        assertThat(narrow.call(Rooms.CREATE, ANN, CREATE).await(5, SECONDS).seq())
                .isEqualTo(1);
    }

    @Test
    void callsThatFailWaitNoMore() {
        fails(bus.call(Rooms.CREATE, ANN, CREATE), ErrorCode.UNAVAILABLE, "UNAVAILABLE: no node serves this now");
        assertThat(bus.calls()).isZero();
    }

    @Test
    void bodiesThatAreNoObjectAreRefused() throws Exception {
        serve(Future.succeededFuture(new Rooms.Created(new RoomId("r"), 1)));
        for (Object body : new Object[] {null, "text", 5, new JsonArray()}) {
            fails(bus.relay(Rooms.CREATE.address(), ANN, body), ErrorCode.BAD_REQUEST, "BAD_REQUEST: body");
        }
    }

    @Test
    void requestsWithoutCallerAreRefused() throws Exception {
        serve(Future.succeededFuture(new Rooms.Created(new RoomId("r"), 1)));
        fails(bus.call(Rooms.CREATE, CREATE), ErrorCode.UNAUTHORIZED, "UNAUTHORIZED: header hub-caller");
        DeliveryOptions broken = new DeliveryOptions().addHeader(Caller.HEADER, "{");
        assertThatThrownBy(() -> vertx.eventBus()
                        .request(Rooms.CREATE.address(), Json.write(CREATE), broken)
                        .await(5, SECONDS))
                .hasMessageStartingWith("BAD_REQUEST: header hub-caller");
    }

    @Test
    void codesOfOperatorsPassThrough() throws Exception {
        vertx.eventBus()
                .consumer("quotes", message -> message.fail(1234, "SOLD_OUT: none left"))
                .completion()
                .await(5, SECONDS);
        assertThatThrownBy(() -> bus.relay("quotes", ANN, null).await(5, SECONDS))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.number()).isEqualTo(1234))
                .hasMessage("SOLD_OUT: none left");
    }

    @Test
    void factsAreHeardAndUnreadableOnesDropped() throws Exception {
        CompletableFuture<Presence.Changed> heard = new CompletableFuture<>();
        bus.subscribe(Presence.CHANGED, heard::complete).await(5, SECONDS);
        vertx.eventBus().publish(Presence.CHANGED.address(), new JsonObject().put("user", 5));
        vertx.eventBus().publish(Presence.CHANGED.address(), "nonsense");
        bus.publish(Presence.CHANGED, new Presence.Changed(new UserId("ann"), true));
        assertThat(heard.get(5, SECONDS).user()).isEqualTo(new UserId("ann"));
    }

    @Test
    void shardedRequestsGoToTheShardOfTheirRoom() throws Exception {
        new Shards(bus, "access")
                .serve(
                        Rooms.JOIN,
                        (caller, join) -> Future.succeededFuture(new Rooms.Joined(join.room(), 1, Role.MEMBER)))
                .start()
                .await(5, SECONDS);
        for (String room : new String[] {"a", "b", "lobby"}) {
            Rooms.Join join = new Rooms.Join(new RoomId(room));
            assertThat(bus.call(Rooms.JOIN, ANN, join).await(5, SECONDS).room()).isEqualTo(join.room());
            assertThat(Rooms.JOIN.addressFor(join)).isEqualTo("svc.access." + Shard.of(room));
        }
        JsonObject none = new JsonObject();
        fails(ask("api.rooms.join", none), ErrorCode.BAD_REQUEST, "BAD_REQUEST: room: missing");
        fails(
                ask("api.rooms.leave", none),
                ErrorCode.UNAVAILABLE,
                "UNAVAILABLE: this node does not serve api.rooms.leave");
    }

    @Test
    void requestsOfAServiceSayWhichOneTheyAre() throws Exception {
        new Shards(bus, "access")
                .serve(
                        Rooms.JOIN,
                        (caller, join) -> Future.succeededFuture(new Rooms.Joined(join.room(), 1, Role.MEMBER)))
                .serve(Rooms.LEAVE, (caller, leave) -> Future.succeededFuture(new Rooms.Left(leave.room(), 2)))
                .start()
                .await(5, SECONDS);
        RoomId room = new RoomId("lobby");
        assertThat(bus.call(Rooms.JOIN, ANN, new Rooms.Join(room))
                        .await(5, SECONDS)
                        .seq())
                .isEqualTo(1);
        assertThat(bus.call(Rooms.LEAVE, ANN, new Rooms.Leave(room))
                        .await(5, SECONDS)
                        .seq())
                .isEqualTo(2);
        fails(
                bus.relay("svc.access.0", ANN, new JsonObject()),
                ErrorCode.BAD_REQUEST,
                "BAD_REQUEST: header hub-address is missing");
    }

    private Future<Object> ask(String address, JsonObject body) {
        DeliveryOptions options = new DeliveryOptions()
                .addHeader(Rpc.HEADER, address)
                .addHeader(Caller.HEADER, Json.write(ANN).encode());
        return vertx.eventBus()
                .request("svc.access.0", body, options)
                .map(Message::body)
                .recover(cause -> {
                    ReplyException refusal = (ReplyException) cause;
                    return Future.failedFuture(HubException.received(refusal.failureCode(), refusal.getMessage()));
                });
    }

    private void serve(Future<Rooms.Created> answer) throws Exception {
        bus.serve(Rooms.CREATE, (caller, create) -> answer).await(5, SECONDS);
    }

    private static void fails(Future<?> call, ErrorCode code, String message) {
        assertThatThrownBy(() -> call.await(5, SECONDS))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.is(code)).isTrue())
                .hasMessageStartingWith(message);
    }
}
