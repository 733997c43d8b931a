// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.access.AccessVerticle;
import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.config.JoinHookConfig;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hooks.Hooks;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.users.Blocks;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.hub.cluster.TestClusterMember;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.testkit.Ports;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two members of a cluster decide about rooms, the first one stores, and the host app answers on the second. */
final class BlocksClusterTest {
    /** So many direct rooms, that both nodes have the shards of some. */
    private static final int FRIENDS = 12;

    private static final Caller ANN = Caller.of("ann");

    private static Vertx first;
    private static Vertx second;
    private static Bus atFirst;
    private static Bus atSecond;

    @BeforeAll
    static void start() throws Exception {
        List<Integer> ports = Ports.free(4);
        String name = "test-" + UUID.randomUUID();
        first = TestClusterMember.start(name, 0, ports, null);
        second = TestClusterMember.start(name, 1, ports, null);
        AccessConfig config =
                AccessConfig.defaults().with(new JoinHookConfig(true, 4_000, JoinHookConfig.Failure.CLOSED));
        first.deployVerticle(new PersistenceVerticle(PersistenceConfig.inMemory()))
                .await(20, SECONDS);
        first.deployVerticle(new AccessVerticle(config)).await(20, SECONDS);
        second.deployVerticle(new AccessVerticle(config)).await(20, SECONDS);
        atFirst = new Bus(first);
        atSecond = new Bus(second);
    }

    @AfterAll
    static void stop() throws Exception {
        TestClusterMember.stop(second);
        TestClusterMember.stop(first);
    }

    private static Caller friend(int number) {
        return Caller.of("friend-" + number);
    }

    private static Future<Messages.Sent> send(Caller caller, RoomId room, String clientId) {
        return atSecond.call(Messages.SEND, caller, new Messages.Send(room, new ClientId(clientId), "hello"));
    }

    private static boolean isRefused(Future<?> answer) throws Exception {
        return answer.map(false)
                .otherwise(cause -> HubException.is(cause, ErrorCode.FORBIDDEN))
                .await(10, SECONDS);
    }

    @Test
    void blockOnOneNodeWorksOnTheOther() throws Exception {
        Map<Integer, RoomId> rooms = new HashMap<>();
        for (int number = 0; number < FRIENDS; number++) {
            List<UserId> other = List.of(friend(number).user());
            RoomId room = atFirst.call(
                            Rooms.CREATE,
                            ANN,
                            new Rooms.Create(
                                    null, other, null, null, null, RoomKind.DIRECT, null, null, null, null, null))
                    .await(10, SECONDS)
                    .room();
            rooms.put(number, room);
            send(friend(number), room, "c1").await(10, SECONDS);
        }
        for (int number = 0; number < FRIENDS; number++) {
            atFirst.call(Blocks.BLOCK, ANN, new Blocks.Block(friend(number).user()))
                    .await(10, SECONDS);
        }
        for (int number = 0; number < FRIENDS; number++) {
            Caller friend = friend(number);
            RoomId room = rooms.get(number);
            await().atMost(5, SECONDS).until(() -> isRefused(send(friend, room, "c1")));
            assertThat(isRefused(send(ANN, room, "c2"))).isTrue();
        }
        atSecond.call(Blocks.UNBLOCK, ANN, new Blocks.Unblock(friend(0).user())).await(10, SECONDS);
        await().atMost(5, SECONDS).until(() -> !isRefused(send(friend(0), rooms.get(0), "c3")));
        assertThat(atSecond.call(Blocks.LIST, ANN, new Blocks.ListOf(null))
                        .await(10, SECONDS)
                        .users())
                .hasSize(FRIENDS - 1);
    }

    @Test
    void hostAppOnAnotherNodeIsAskedByBoth() throws Exception {
        second.eventBus()
                .<JsonObject>consumer(
                        Hooks.JOIN.address(), question -> question.reply(new JsonObject().put("action", "allow")))
                .completion()
                .await(10, SECONDS);
        Rooms.Create create = new Rooms.Create("Interview", null, Visibility.PRIVATE, null);
        for (int number = 0; number < FRIENDS; number++) {
            RoomId room =
                    atFirst.call(Rooms.CREATE, ANN, create).await(10, SECONDS).room();
            assertThat(atSecond.call(Rooms.JOIN, friend(0), new Rooms.Join(room))
                            .await(10, SECONDS)
                            .seq())
                    .isEqualTo(2);
        }
    }
}
