// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.config.AccessConfig.Adders;
import dev.hubbub.access.config.AccessConfig.Adding;
import dev.hubbub.access.config.AccessConfig.Creators;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may be put into rooms, over the bus. */
@ExtendWith(VertxExtension.class)
class AccessVerticleAddingTest {
    private static AccessHarness harness(Vertx vertx, Adders who) {
        return new AccessHarness(vertx, new AccessConfig(Creators.ANYONE, new Adding(who, 2), 10, 10, 10));
    }

    private static Rooms.Create with(UserId... members) {
        return new Rooms.Create("Tea", List.of(members), null, null);
    }

    private static RoomId room(AccessHarness harness) {
        return harness.ok(Rooms.CREATE, ANN, with()).room();
    }

    @Test
    void usersInviteWhereOnlyTheServerAdds(Vertx vertx) {
        AccessHarness harness = harness(vertx, Adders.SERVER);
        RoomId room = room(harness);
        assertThat(harness.ok(Rooms.ADD, ANN, new Rooms.Add(room, BOB.user())))
                .isEqualTo(new Rooms.Added(room, 2, Role.INVITED));
        assertThat(harness.ok(Rooms.ADD, ANN, new Rooms.Add(room, BOB.user())))
                .as("again")
                .isEqualTo(new Rooms.Added(room, 2, Role.INVITED));
        RoomId second = harness.ok(Rooms.CREATE, ANN, with(BOB.user())).room();
        assertThat(harness.ok(RoomLists.MINE, BOB, new RoomLists.Mine()).rooms())
                .extracting(RoomLists.Info::role)
                .containsExactly(Role.INVITED, Role.INVITED);
        assertThat(harness.ok(Rooms.JOIN, BOB, new Rooms.Join(second)).role()).isEqualTo(Role.MEMBER);
        assertThat(harness.ok(Rooms.ADD, SERVER, new Rooms.Add(room, BOB.user())))
                .isEqualTo(new Rooms.Added(room, 3, Role.MEMBER));
        assertThat(harness.ok(Rooms.CREATE, SERVER, with(BOB.user())).seq()).isEqualTo(1);
    }

    @Test
    void usersWhoShareARoomAreAddedAndOthersInvited(Vertx vertx) {
        AccessHarness harness = harness(vertx, Adders.SHARED);
        RoomId room = room(harness);
        harness.ok(Rooms.CREATE, SERVER, with(ANN.user(), BOB.user()));
        assertThat(harness.ok(Rooms.ADD, ANN, new Rooms.Add(room, BOB.user())).role())
                .isEqualTo(Role.MEMBER);
        RoomId mixed =
                harness.ok(Rooms.CREATE, ANN, with(BOB.user(), EVE.user())).room();
        assertThat(harness.ok(Rooms.MEMBERS, ANN, new Rooms.Members(mixed)).members())
                .extracting(member -> member.user() + " " + member.role())
                .containsExactly("ann owner", "bob member", "eve invited");
        harness.ok(Rooms.LEAVE, EVE, new Rooms.Leave(mixed));
        assertThat(harness.refused(Rooms.JOIN, EVE, new Rooms.Join(mixed))).startsWith("FORBIDDEN");
    }

    @Test
    void invitationMakesNoAcquaintance(Vertx vertx) {
        AccessHarness harness = harness(vertx, Adders.SHARED);
        RoomId room = room(harness);
        harness.ok(Rooms.ADD, SERVER, new Rooms.Add(room, BOB.user()));
        harness.ok(Rooms.ADD, ANN, new Rooms.Add(room, EVE.user()));
        RoomId other =
                harness.ok(Rooms.CREATE, BOB, with(EVE.user(), ANN.user())).room();
        assertThat(harness.ok(Rooms.MEMBERS, BOB, new Rooms.Members(other)).members())
                .as("eve has not joined the room of ann and bob")
                .extracting(member -> member.user() + " " + member.role())
                .containsExactly("bob owner", "ann member", "eve invited");
        harness.ok(Rooms.ADD, SERVER, new Rooms.Add(room, EVE.user()));
        assertThat(harness.ok(Rooms.CREATE, BOB, with(EVE.user())).seq()).isEqualTo(1);
        assertThat(harness.ok(
                                Rooms.ADD,
                                BOB,
                                new Rooms.Add(
                                        harness.ok(Rooms.CREATE, BOB, with()).room(), EVE.user()))
                        .role())
                .isEqualTo(Role.MEMBER);
    }

    @Test
    void strangersAreCounted(Vertx vertx) {
        AccessHarness harness = harness(vertx, Adders.ANYONE);
        AtomicInteger left = new AtomicInteger(2);
        result(new Shards(harness.bus, "limits")
                .serve(Limits.TAKE_TOKENS, take -> {
                    int tokens = left.get() >= take.tokens() ? take.tokens() : 0;
                    left.addAndGet(-tokens);
                    return Future.succeededFuture(new Limits.TokensTaken(tokens, tokens == 0 ? 60_000 : 0));
                })
                .start());
        RoomId room = room(harness);
        assertThat(harness.refused(Rooms.CREATE, ANN, with(BOB.user(), EVE.user(), new UserId("zoe"))))
                .startsWith("FORBIDDEN: 3 users");
        harness.ok(Rooms.ADD, ANN, new Rooms.Add(room, BOB.user()));
        harness.ok(Rooms.ADD, ANN, new Rooms.Add(room, BOB.user()));
        assertThat(left).as("who is a member is not added").hasValue(1);
        assertThat(harness.refused(Rooms.CREATE, ANN, with(BOB.user(), EVE.user())))
                .startsWith("TOO_MANY: strangers");
        harness.ok(Rooms.CREATE, ANN, with(EVE.user()));
        assertThat(harness.refused(Rooms.ADD, ANN, new Rooms.Add(room, EVE.user())))
                .startsWith("TOO_MANY: strangers");
    }

    @Test
    void malformedAddsAreRefused(Vertx vertx) {
        AccessHarness harness = harness(vertx, Adders.SHARED);
        assertThat(harness.malformed(Rooms.ADD, ANN, new JsonObject().put("room", "tea")))
                .startsWith("BAD_REQUEST");
        assertThat(harness.malformed(
                        Rooms.CREATE, ANN, new JsonObject().put("name", "Tea").put("members", "bob")))
                .startsWith("BAD_REQUEST");
    }
}
