// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.access.AccessVerticle;
import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.config.HookStageConfig;
import dev.hubbub.access.config.JoinHookConfig.Failure;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessageChanges.Edit;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.moderation.HeldMessages;
import dev.hubbub.contract.moderation.HeldMessages.Release;
import dev.hubbub.contract.moderation.HeldMessages.Released;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.hub.cluster.TestClusterMember;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.testkit.Ports;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A node holds messages and edits of bob. Another one, which takes half of the rooms over, reviews them, and ends in the middle of
 * one review: before the message reaches the store, or before the decision does.
 */
final class HeldReviewClusterTest {
    private static final int ROOMS = 12;
    private static final Caller ANN = Caller.of("ann");
    private static final Caller BOB = Caller.of("bob");
    private static final ClientId HELD = new ClientId("held");
    private static final AccessConfig CONFIG = AccessConfig.defaults()
            .withHooks(List.of(new HookStageConfig("hook.message.before", 2_000, Failure.CLOSED)));

    private final List<Integer> ports = Ports.free(4);
    private final String name = "test-" + UUID.randomUUID();
    private Vertx store;
    private Vertx reviewer;
    private Bus bus;
    private final Map<Vertx, MeterRegistry> meters = new HashMap<>();

    /** What waits in each room: the message, then the edit of message 2. */
    private final Map<RoomId, List<String>> held = new LinkedHashMap<>();

    @BeforeEach
    void start() throws Exception {
        store = TestClusterMember.start(name, 0, ports, null);
        store.eventBus()
                .<JsonObject>consumer(
                        "hook.message.before",
                        question -> question.reply(new JsonObject()
                                .put("action", question.body().getString("text").startsWith("?") ? "hold" : "pass")))
                .completion()
                .await(20, SECONDS);
        store.deployVerticle(new PersistenceVerticle(PersistenceConfig.inMemory()))
                .await(20, SECONDS);
        deploy(store);
        bus = new Bus(store);
        for (int i = 0; i < ROOMS; i++) {
            RoomId room = call(Rooms.CREATE, ANN, new Rooms.Create("Room " + i, List.of(BOB.user()), null, null))
                    .room();
            call(Messages.SEND, BOB, new Send(room, new ClientId("first"), "first"));
            held.put(
                    room,
                    List.of(
                            hold(Messages.SEND, new Send(room, HELD, "?message")),
                            hold(MessageChanges.EDIT, new Edit(room, 2, "?edit", null, null, null))));
        }
        reviewer = TestClusterMember.start(name, 1, ports, null);
    }

    @AfterEach
    void stop() throws Exception {
        TestClusterMember.stop(store);
    }

    private void deploy(Vertx node) throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        meters.put(node, registry);
        node.deployVerticle(new AccessVerticle(CONFIG, registry)).await(20, SECONDS);
    }

    private double shards(Vertx node) {
        return meters.get(node).get("hub.access.shards").gauge().value();
    }

    private <Q extends Record, R extends Record> R call(Rpc<Q, R> rpc, Caller caller, Q body) throws Exception {
        return bus.call(rpc, caller, body).await(20, SECONDS);
    }

    private <Q extends Record, R extends Record> String hold(Rpc<Q, R> rpc, Q body) {
        HubException failure = Assertions.catchThrowableOfType(HubException.class, () -> call(rpc, BOB, body));
        assertThat(failure.is(ErrorCode.HELD)).as(failure.getMessage()).isTrue();
        return failure.getMessage().substring(failure.getMessage().length() - 32);
    }

    /** From the first request with such an address on nothing leaves the reviewing node. */
    private CompletableFuture<Void> silentFrom(Predicate<String> address) {
        CompletableFuture<Void> silent = new CompletableFuture<>();
        reviewer.eventBus().addOutboundInterceptor(delivery -> {
            String shared = delivery.message().headers().get(Rpc.HEADER);
            if (address.test(shared == null ? delivery.message().address() : shared)) {
                silent.complete(null);
            }
            if (!silent.isDone()) {
                delivery.next();
            }
        });
        return silent;
    }

    private Future<Released> release(RoomId room, String id) {
        return bus.call(HeldMessages.RELEASE, ANN, new Release(room, id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"svc.persistence.append", "svc.records.put"})
    void whatIsReleasedWhileTheReviewingNodeEndsIsStoredOnce(String last) throws Exception {
        CompletableFuture<Void> silent = silentFrom(address -> address.startsWith(last));
        deploy(reviewer);
        await().during(Duration.ofMillis(1_500)) // who gives a shard up still answers for 0.8 s
                .atMost(60, SECONDS)
                .until(() -> shards(store) + shards(reviewer) == 32 && shards(reviewer) > 0);
        List<Future<Released>> releases = new ArrayList<>();
        held.forEach((room, ids) -> ids.forEach(id -> releases.add(release(room, id))));
        silent.get(20, SECONDS);
        TestClusterMember.stop(reviewer); // as if it was killed
        Future.join(releases).otherwiseEmpty().await(60, SECONDS);
        for (RoomId room : held.keySet()) {
            assertStoredOnce(room, releaseAtLast(room, 0), releaseAtLast(room, 1));
        }
    }

    private Released releaseAtLast(RoomId room, int which) {
        return await().atMost(60, SECONDS)
                .until(
                        () -> release(room, held.get(room).get(which))
                                .otherwise(cause -> null)
                                .await(20, SECONDS),
                        Objects::nonNull);
    }

    private void assertStoredOnce(RoomId room, Released message, Released edit) throws Exception {
        List<Entry> entries = call(Messages.HISTORY, ANN, new Messages.History(room, null, null, 100))
                .messages();
        assertThat(entries)
                .extracting(Entry::event)
                .containsExactlyInAnyOrder("created", "message", "message", "edited");
        assertThat(entries)
                .filteredOn(entry -> entry.seq() == message.seq())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(MessageEntry.text(entry)).isEqualTo("?message");
                    assertThat(entry.sender()).isEqualTo(BOB.user());
                });
        assertThat(entries)
                .filteredOn(entry -> entry.seq() == edit.seq())
                .extracting(Entry::event)
                .containsExactly("edited");
        assertThat(MessageEntry.text(entries.get(1))).isEqualTo("?edit");
        assertThat(call(HeldMessages.LIST, ANN, new HeldMessages.ListOf(room, null, null))
                        .messages())
                .isEmpty();
        assertThat(call(Messages.SEND, BOB, new Send(room, HELD, "?message")).seq())
                .as("sent again")
                .isEqualTo(message.seq());
    }
}
