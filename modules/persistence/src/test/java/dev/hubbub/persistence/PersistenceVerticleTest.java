// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.describe;
import static dev.hubbub.persistence.testing.TestRequests.join;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.remove;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Read;
import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.testkit.bus.BusRequest;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.Collections;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Allowed, refused and malformed requests to each address. */
@ExtendWith(VertxExtension.class)
final class PersistenceVerticleTest {
    private static final Profile PROFILE = new Profile("Bob", "https://a.example/bob.png", "cook");

    private Vertx vertx;
    private Bus bus;

    @BeforeEach
    void start(Vertx node) {
        vertx = node;
        bus = new Bus(node);
    }

    private String deploy(PersistenceConfig config) throws Exception {
        return vertx.deployVerticle(() -> new PersistenceVerticle(config), new DeploymentOptions())
                .await(20, SECONDS);
    }

    private void deployInMemory() throws Exception {
        deploy(new PersistenceConfig(null, null, 0, 0, 1024));
        bus.call(MessageLog.APPEND, newRoom(ROOM, "bob")).await(5, SECONDS);
    }

    private <Q extends Record & RoomScoped> Future<Object> malformed(Rpc<Q, ?> rpc, Q like, JsonObject body) {
        return BusRequest.ask(vertx, rpc, like.shard(), null, body);
    }

    @Test
    void appendNumbersStoresAndPublishes() throws Exception {
        deploy(PersistenceConfig.inMemory());
        LinkedBlockingQueue<Entry> heard = new LinkedBlockingQueue<>();
        bus.subscribe(MessageLog.STORED, stored -> stored.entries().forEach(each -> heard.add(each.decoded())))
                .await(5, SECONDS);

        assertThat(bus.call(MessageLog.APPEND, newRoom(ROOM, "bob"))
                        .await(5, SECONDS)
                        .seq())
                .isEqualTo(1);
        MessageLog.Appended reply =
                bus.call(MessageLog.APPEND, say(ROOM, "bob", "c1", 1)).await(5, SECONDS);

        assertThat(reply.seq()).isEqualTo(2);
        assertThat(CreatedEntry.KIND.read(heard.poll(5, SECONDS)).details().name())
                .isEqualTo("Kitchen of kitchen");
        assertThat(heard.poll(5, SECONDS))
                .isEqualTo(say(ROOM, "bob", "c1", 1).entry().stored(2, reply.at()));
    }

    @Test
    void profileOfTheUserWhomAnEntryConcernsIsPublishedAndNotStored() throws Exception {
        deployInMemory();
        LinkedBlockingQueue<Entry> heard = new LinkedBlockingQueue<>();
        bus.subscribe(MessageLog.STORED, stored -> stored.entries().forEach(each -> heard.add(each.decoded())))
                .await(5, SECONDS);
        Entry removed = remove(ROOM, "bob", 1).entry().withUserProfile(PROFILE);

        assertThat(bus.call(MessageLog.APPEND, new Append(removed, 1))
                        .await(5, SECONDS)
                        .seq())
                .isEqualTo(2);

        assertThat(heard.poll(5, SECONDS).fields()).isEqualTo(removed.fields());
        assertThat(bus.call(MessageLog.READ, new MessageLog.Read(ROOM, 2, 2, false))
                        .await(5, SECONDS)
                        .entries()
                        .get(0)
                        .fields())
                .as("there is no such record")
                .doesNotContainKey(Entry.USER_PROFILE);
    }

    @Test
    void appendRefusesEntriesJudgedByAnOldMembership() throws Exception {
        deployInMemory();
        bus.call(MessageLog.APPEND, join(ROOM, "cyn", 1)).await(5, SECONDS);

        assertRefused(ErrorCode.STALE, bus.call(MessageLog.APPEND, say(ROOM, "bob", "c1", 1)));
        assertRefused(ErrorCode.CONFLICT, bus.call(MessageLog.APPEND, newRoom(ROOM)));
        assertRefused(ErrorCode.NOT_FOUND, bus.call(MessageLog.APPEND, say(new RoomId("none"), "bob", "c1", 1)));
    }

    @Test
    void appendRefusesMalformedRequests() throws Exception {
        deployInMemory();
        Append like = say(ROOM, "bob", "c1", 1);
        JsonObject entry = new JsonObject()
                .put("event", "message")
                .put("room", "kitchen")
                .put("sender", "bob")
                .put("seq", 0);

        assertRefused(ErrorCode.BAD_REQUEST, malformed(MessageLog.APPEND, like, new JsonObject()));
        assertRefused(
                ErrorCode.BAD_REQUEST,
                malformed(
                        MessageLog.APPEND,
                        like,
                        new JsonObject().put("membership", "1").put("entry", entry)));
        assertRefused(
                ErrorCode.BAD_REQUEST,
                "entry.clientId: missing",
                malformed(
                        MessageLog.APPEND,
                        like,
                        new JsonObject().put("membership", 1).put("entry", entry)));
    }

    @Test
    void readReturnsEntriesWithProfilesUpToTheReplySize() throws Exception {
        deployInMemory();
        bus.call(MessageLog.APPEND, say(ROOM, "bob", "c1", "x".repeat(600), 1)).await(5, SECONDS);
        bus.call(MessageLog.APPEND, say(ROOM, "bob", "c2", "y".repeat(600), 1)).await(5, SECONDS);
        bus.call(Records.PUT, UserRecords.put(user("bob"), PROFILE)).await(5, SECONDS);

        MessageLog.Slice newest =
                bus.call(MessageLog.READ, new Read(ROOM, 1, 100, true)).await(5, SECONDS);
        MessageLog.Slice oldest =
                bus.call(MessageLog.READ, new Read(ROOM, 1, 100, false)).await(5, SECONDS);

        assertThat(newest.entries()).extracting(Entry::seq).containsExactly(3L);
        assertThat(oldest.entries()).extracting(Entry::seq).containsExactly(1L, 2L);
        assertThat(newest.entries()).extracting(Entry::profile).containsExactly(PROFILE);
    }

    @Test
    void readOfARoomThatDoesNotExistIsEmpty() throws Exception {
        deployInMemory();

        assertThat(bus.call(MessageLog.READ, new Read(new RoomId("none"), 1, 9, true))
                        .await(5, SECONDS)
                        .entries())
                .isEmpty();
    }

    @Test
    void readRefusesMalformedRequests() throws Exception {
        deployInMemory();
        Read like = new Read(ROOM, 1, 1, true);

        assertRefused(ErrorCode.BAD_REQUEST, malformed(MessageLog.READ, like, new JsonObject().put("room", "kitchen")));
        assertRefused(
                ErrorCode.BAD_REQUEST,
                malformed(
                        MessageLog.READ,
                        like,
                        new JsonObject()
                                .put("room", "kitchen")
                                .put("from", 1)
                                .put("to", 101)
                                .put("newestFirst", true)));
    }

    @Test
    void describeReturnsARoom() throws Exception {
        deployInMemory();
        Future<MessageLog.Appended> before = bus.call(MessageLog.APPEND, say(ROOM, "bob", "c1", 1));

        MessageLog.Room room = bus.call(MessageLog.DESCRIBE, describe(ROOM)).await(5, SECONDS);

        assertThat(before.await(5, SECONDS).seq()).isEqualTo(2);
        assertThat(room.head()).isEqualTo(2);
        assertThat(room.members()).extracting(member -> member.user().value()).containsExactly("ann", "bob");
    }

    @Test
    void describeRefusesARoomThatDoesNotExist() throws Exception {
        deployInMemory();

        assertRefused(ErrorCode.NOT_FOUND, bus.call(MessageLog.DESCRIBE, describe(new RoomId("none"))));
    }

    @Test
    void describeRefusesMalformedRequests() throws Exception {
        deployInMemory();

        assertRefused(
                ErrorCode.BAD_REQUEST,
                malformed(MessageLog.DESCRIBE, describe(ROOM), new JsonObject().put("room", "a b")));
        assertRefused(
                ErrorCode.BAD_REQUEST,
                malformed(
                        MessageLog.DESCRIBE,
                        describe(ROOM),
                        new JsonObject()
                                .put("room", "kitchen")
                                .put("users", new JsonArray(Collections.nCopies(101, "bob")))));
    }

    @Test
    void roomsReturnsTheRoomsOfAUser() throws Exception {
        deployInMemory();

        assertThat(bus.call(MessageLog.ROOMS, new RoomsOf(user("bob"), null))
                        .await(5, SECONDS)
                        .rooms())
                .containsExactly(ROOM);
        assertThat(bus.call(MessageLog.ROOMS, new RoomsOf(user("zoe"), null))
                        .await(5, SECONDS)
                        .rooms())
                .isEmpty();
        assertRefused(ErrorCode.BAD_REQUEST, bus.relay(MessageLog.ROOMS.address(), null, new JsonObject()));
        assertRefused(ErrorCode.BAD_REQUEST, bus.relay(MessageLog.ROOMS.address(), null, "bob"));
        assertRefused(
                ErrorCode.BAD_REQUEST,
                bus.relay(
                        MessageLog.ROOMS.address(),
                        null,
                        new JsonObject().put("user", "bob").put("limit", 1_001)));
    }
}
