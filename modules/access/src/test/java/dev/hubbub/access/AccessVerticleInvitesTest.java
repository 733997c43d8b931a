// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.PRIVATE_ROOM;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.privateRoom;
import static dev.hubbub.access.store.AccessFixtures.publicRoom;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.invites.Invites;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.rooms.Moderation;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomUpdates;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ann owns a private room with bob; eve comes by invites. */
@ExtendWith(VertxExtension.class)
class AccessVerticleInvitesTest {
    private static final String VOID = "FORBIDDEN: no such invite, or it is void";

    private AccessHarness harness;

    @BeforeEach
    void deploy(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
        harness.store.appendUnchecked(privateRoom(BOB));
    }

    private static Invites.Create invite(Integer uses, Role role, String code) {
        return new Invites.Create(PRIVATE_ROOM, uses, null, role, code);
    }

    private String code(Integer uses) {
        return harness.ok(Invites.CREATE, ANN, invite(uses, null, null)).code();
    }

    private Invites.Accepted accept(Caller caller, String code) {
        return harness.ok(Invites.ACCEPT, caller, new Invites.Accept(code));
    }

    private String refused(Caller caller, String code) {
        return harness.refused(Invites.ACCEPT, caller, new Invites.Accept(code));
    }

    @Test
    void whoKnowsTheCodeJoinsAPrivateRoom() {
        String code = code(null);
        assertThat(code).matches("[A-Za-z0-9_-]{22}").isNotEqualTo(code(null));
        assertThat(accept(EVE, code)).isEqualTo(new Invites.Accepted(PRIVATE_ROOM, 2, Role.MEMBER));
        assertThat(accept(EVE, code)).as("again").isEqualTo(new Invites.Accepted(PRIVATE_ROOM, 2, Role.MEMBER));
    }

    @Test
    void roleIsThatOfTheInviteAndNotAboveThatOfItsMaker() {
        String code = harness.ok(Invites.CREATE, ANN, invite(null, Role.OBSERVER, null))
                .code();
        assertThat(accept(EVE, code).role()).isEqualTo(Role.OBSERVER);
        harness.ok(Moderation.ROLE, ANN, new Moderation.SetRole(PRIVATE_ROOM, BOB.user(), Role.MODERATOR));
        harness.ok(Invites.CREATE, BOB, invite(null, Role.MODERATOR, null));
        assertThat(harness.malformed(
                        Invites.CREATE,
                        ANN,
                        new JsonObject().put("room", "cabinet").put("role", "owner")))
                .startsWith("BAD_REQUEST: role: owner");
    }

    @Test
    void usesAreCountedOnceForEachUserAtTheSameTime() {
        String code = code(3);
        List<Future<Invites.Accepted>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(harness.bus.call(Invites.ACCEPT, Caller.of("guest-" + i), new Invites.Accept(code)));
        }
        result(Future.join(answers).transform(all -> Future.succeededFuture()));
        assertThat(answers).filteredOn(Future::succeeded).hasSize(3);
        assertThat(answers)
                .filteredOn(Future::failed)
                .extracting(answer -> answer.cause().getMessage())
                .containsOnly(VOID);
        assertThat(harness.ok(Rooms.MEMBERS, ANN, new Rooms.Members(PRIVATE_ROOM))
                        .members())
                .hasSize(5);
        assertThat(harness.ok(Invites.LIST, ANN, new Invites.ListOf(PRIVATE_ROOM))
                        .invites())
                .isEmpty();
    }

    @Test
    void userTakesOneUseHoweverOftenItComesAtTheSameTime() {
        String code = code(10);
        List<Future<Invites.Accepted>> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(harness.bus.call(Invites.ACCEPT, EVE, new Invites.Accept(code)));
        }
        result(Future.all(answers));
        await().untilAsserted(() -> assertThat(harness.ok(Invites.LIST, ANN, new Invites.ListOf(PRIVATE_ROOM))
                        .invites())
                .containsExactly(new Invites.Info(code, Role.MEMBER, 10, 1, null)));
    }

    @Test
    void useIsGivenBackWhenTheRoomRefusesTheUser() {
        harness.ok(Moderation.BAN, ANN, new Moderation.Ban(PRIVATE_ROOM, EVE.user(), null));
        String code = code(1);
        assertThat(refused(EVE, code)).isEqualTo("FORBIDDEN: you are banned from this room");
        assertThat(accept(Caller.of("zoe"), code).role()).isEqualTo(Role.MEMBER);
    }

    @Test
    void revokedAndUnknownCodesAreRefusedAlike() {
        String code = code(null);
        harness.ok(Invites.REVOKE, ANN, new Invites.Revoke(code));
        assertThat(refused(EVE, code)).isEqualTo(VOID);
        assertThat(refused(EVE, "unknown")).isEqualTo(VOID);
        assertThat(harness.refused(Invites.REVOKE, ANN, new Invites.Revoke(code)))
                .isEqualTo(VOID);
    }

    @Test
    void expiredCodeIsRefusedLikeAnUnknownOne() {
        Invites.Create brief = new Invites.Create(PRIVATE_ROOM, null, 1, null, null);
        Invites.Created made = harness.ok(Invites.CREATE, ANN, brief);
        assertThat(made.expiresAt())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        await().untilAsserted(() -> assertThat(harness.ok(Invites.LIST, ANN, new Invites.ListOf(PRIVATE_ROOM))
                        .invites())
                .isEmpty());
        assertThat(refused(EVE, made.code())).isEqualTo(VOID);
        assertThat(Instant.now()).isAfterOrEqualTo(made.expiresAt());
    }

    @Test
    void triesOfEachUserAreCounted() {
        Map<UserId, Integer> taken = new HashMap<>();
        result(new Shards(harness.bus, "limits")
                .serve(Limits.TAKE_TOKENS, take -> {
                    assertThat(take.what() + " " + take.perMinute() + " " + take.burst())
                            .isEqualTo("invites 20 20");
                    boolean isLeft = taken.merge(take.user(), 1, Integer::sum) <= take.burst();
                    return Future.succeededFuture(new Limits.TokensTaken(isLeft ? 1 : 0, isLeft ? 0 : 3_000));
                })
                .start());
        String code = code(null);
        for (int i = 0; i < 20; i++) {
            assertThat(refused(EVE, "guess-" + i)).isEqualTo(VOID);
        }
        assertThat(refused(EVE, "guess-20")).startsWith("TOO_MANY: invites: more than 20 codes in a minute");
        assertThat(refused(EVE, code)).as("a good one is not told apart").startsWith("TOO_MANY: invites");
        assertThat(accept(Caller.of("zoe"), code).room()).isEqualTo(PRIVATE_ROOM);
    }

    @Test
    void invitesAreMadeSeenAndRevokedByThoseWhoMay() {
        String code = code(null);
        assertThat(harness.refused(Invites.CREATE, BOB, invite(null, null, null)))
                .isEqualTo("FORBIDDEN: only owners and moderators make invites");
        assertThat(harness.refused(Invites.CREATE, EVE, invite(null, null, null)))
                .isEqualTo(ACCESS_DENIED);
        assertThat(harness.refused(Invites.LIST, BOB, new Invites.ListOf(PRIVATE_ROOM)))
                .startsWith("FORBIDDEN: only owners");
        assertThat(harness.refused(Invites.REVOKE, BOB, new Invites.Revoke(code)))
                .isEqualTo(VOID);
        assertThat(harness.refused(Invites.REVOKE, EVE, new Invites.Revoke(code)))
                .isEqualTo(VOID);
        assertThat(harness.ok(Invites.LIST, ANN, new Invites.ListOf(PRIVATE_ROOM))
                        .invites())
                .containsExactly(new Invites.Info(code, Role.MEMBER, null, 0, null));
    }

    @Test
    void serverChoosesCodesThatNoOtherRoomHas() {
        String own = "session_1732082345_abc123";
        assertThat(harness.refused(Invites.CREATE, ANN, invite(null, null, own)))
                .isEqualTo("FORBIDDEN: only the host app's server chooses codes");
        assertThat(harness.ok(Invites.CREATE, SERVER, invite(null, null, own)).code())
                .isEqualTo(own);
        harness.ok(Invites.CREATE, SERVER, invite(null, null, own));
        harness.store.appendUnchecked(publicRoom());
        assertThat(harness.refused(Invites.CREATE, SERVER, new Invites.Create(PUBLIC_ROOM, null, null, null, own)))
                .isEqualTo("CONFLICT: code: taken (expected: another one)");
        assertThat(accept(EVE, own).room()).isEqualTo(PRIVATE_ROOM);
        assertThat(refused(SERVER, own)).isEqualTo("FORBIDDEN: the host app's server is a member of no room");
    }

    @Test
    void codeThatIsChosenAgainKeepsItsUses() {
        String own = "session_2";
        harness.ok(Invites.CREATE, SERVER, invite(2, null, own));
        accept(EVE, own);
        harness.ok(Invites.CREATE, SERVER, invite(2, null, own));
        assertThat(harness.ok(Invites.LIST, ANN, new Invites.ListOf(PRIVATE_ROOM))
                        .invites())
                .containsExactly(new Invites.Info(own, Role.MEMBER, 2, 1, null));
        accept(Caller.of("zoe"), own);
        assertThat(refused(Caller.of("max"), own)).isEqualTo(VOID);
    }

    @Test
    void roomHasAHundredInvitesAtMostAndVoidOnesMakeSpace() {
        String used = code(1);
        for (int i = 1; i < 100; i++) {
            code(null);
        }
        accept(EVE, used);
        code(null);
        assertThat(harness.refused(Invites.CREATE, ANN, invite(null, null, null)))
                .isEqualTo("CONFLICT: too many invites (expected: at most 100 of a room)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"uses\":0}",
                "{\"uses\":1000001}",
                "{\"seconds\":0}",
                "{\"seconds\":31622401}",
                "{\"code\":\"a b\"}",
                "{\"role\":5}"
            })
    void malformedInvitesAreRefused(String json) {
        assertThat(harness.malformed(Invites.CREATE, ANN, new JsonObject(json).put("room", "cabinet")))
                .startsWith("BAD_REQUEST");
        assertThat(harness.malformed(Invites.ACCEPT, EVE, new JsonObject().put("code", "$ne x")))
                .startsWith("BAD_REQUEST: code");
        assertThat(harness.malformed(Invites.REVOKE, EVE, new JsonObject())).startsWith("BAD_REQUEST: code");
        assertThat(harness.malformed(Invites.LIST, ANN, new JsonObject().put("room", 5)))
                .startsWith("BAD_REQUEST: room");
    }

    @Test
    void endedRoomLetsNoUserIn() {
        String code = code(null);
        harness.ok(RoomUpdates.END, ANN, new RoomUpdates.End(PRIVATE_ROOM));
        assertThat(refused(EVE, code)).isEqualTo(ACCESS_DENIED);
    }
}
