// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.contract.Catalogue;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Hostile requests beside a conversation. Frames and tokens: see the gateway's own tests. */
final class HostileInputE2E extends BesideACanary {
    private static final List<String> ROOM_REQUESTS = Catalogue.API.stream()
            .filter(rpc -> RoomScoped.class.isAssignableFrom(rpc.request()))
            .map(Rpc::address)
            .filter(address -> !address.equals("api.rooms.leave"))
            .toList();

    private static final List<String> INSIDE = List.of(
            "__vertx.reply.1",
            "_vertx.sockjssessions",
            "svc.persistence.append",
            "svc.persistence.append.3",
            "svc.persistence.3",
            "svc.persistence.unread",
            "svc.persistence.conversations",
            "svc.records.get",
            "svc.records.put",
            "svc.records.raise",
            "svc.access.subscribe",
            "svc.access.3",
            "svc.tickets.redeem",
            "evt.persistence.appended",
            "evt.persistence.stored",
            "evt.shards.announced",
            "api.messages.send.3",
            "hub.node.x");

    /** C1 to C3: what is not yours and what is not there look the same. */
    @Test
    void strangerGetsTheAnswerOfARoomThatDoesNotExist() {
        JsonObject body = new JsonObject()
                .put("clientId", "x")
                .put("text", "x")
                .put("name", "x")
                .put("id", "x")
                .put("listener", "x")
                .put("user", "bob")
                .put("role", "member")
                .put("seconds", 5)
                .put("seq", 1)
                .put("emoji", "👍");
        assertThat(ROOM_REQUESTS).isNotEmpty();
        for (String address : ROOM_REQUESTS) {
            BridgeFailure closed = failure(stranger, address, body.copy().put("room", room.value()));
            BridgeFailure missing = failure(stranger, address, body.copy().put("room", "never-made"));
            assertThat(closed.is(ErrorCode.FORBIDDEN)).as(address).isTrue();
            assertThat(closed.getMessage()).as(address).isEqualTo(missing.getMessage());
        }
        assertThatThrownBy(() -> stranger.subscribe(room)).hasMessageContaining("FORBIDDEN");
    }

    /** B2 to B10, B20: the same answer on every transport, and no socket stays. What is wrong with each: TokenVerifierTest. */
    @Test
    void tokensThatAreNotTheHostsLetNobodyIn(Vertx vertx) {
        String good = hub.token("eve");
        String header = good.substring(0, good.indexOf('.'));
        String claims = good.substring(good.indexOf('.') + 1, good.lastIndexOf('.'));
        String signature = good.substring(good.lastIndexOf('.') + 1);
        List<String> wrong = List.of(
                encoded("{\"alg\":\"none\"}") + "." + claims + ".",
                Tokens.forged(good, new JsonObject().put("sub", "ann")),
                header + "." + claims + ".",
                header + "." + claims + "." + signature.substring(0, 8),
                Tokens.hs256("another-secret-of-32-bytes-or-more").user("ann").sign(),
                Tokens.rs256().user("ann").sign(),
                header + "." + claims,
                "x".repeat(9_000));
        for (String token : wrong) {
            try (BridgeClient eve = BridgeClient.connect(vertx, ClientOptions.of(transport, hub.url()))) {
                assertThatThrownBy(() -> eve.login(token))
                        .isInstanceOfSatisfying(
                                BridgeFailure.class, refused -> assertThat(refused.is(ErrorCode.UNAUTHORIZED))
                                        .isTrue());
                assertThat(eve.awaitClosed().code()).isEqualTo(4401);
            }
        }
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }

    /** D10, F3: no body, no string, no operator gets anywhere. */
    @Test
    void bodiesOfTheWrongShapeAreRefused() {
        List<Object> wrong = List.of(
                new JsonObject().put("$ne", ""),
                new JsonObject().put("$gt", ""),
                new JsonObject().put("$regex", ".*"),
                new JsonObject().put("$where", "sleep(5000)"),
                new JsonArray().add(room.value()),
                1,
                true,
                "",
                "../" + room,
                room + "\u0000",
                "x".repeat(65));
        for (String address : ROOM_REQUESTS) {
            for (Object id : wrong) {
                refused(address, message("x", "x").put("room", id).put("user", "bob"));
            }
            refused(address, null);
            refused(address, new JsonObject());
        }
    }

    private void refused(String address, JsonObject body) {
        assertThat(failure(owner, address, body).is(ErrorCode.BAD_REQUEST))
                .as("%s %s", address, body)
                .isTrue();
    }

    /** C6: fields that are the hub's to fill have no effect. */
    @Test
    void identityInABodyIsIgnored() {
        JsonObject body = new JsonObject()
                .put("room", room.value())
                .put("clientId", "c6")
                .put("text", "mine")
                .put("sender", "bob")
                .put("from", "bob")
                .put("seq", 1)
                .put("at", "2000-01-01T00:00:00Z")
                .put("profile", new JsonObject().put("name", "Bob"));
        long seq = owner.call("api.messages.send", body).getLong("seq");
        Entry entry = canary.awaitSeq(seq);
        assertThat(entry.sender()).isEqualTo(new UserId("ann"));
        assertThat(entry.at().toString()).doesNotStartWith("2000");
    }

    /** C7: a header names nobody. */
    @Test
    void identityInAHeaderIsIgnored() {
        stranger.sendText(new JsonObject()
                .put("type", "send")
                .put("address", "api.messages.send")
                .put("replyAddress", "r7")
                .put(
                        "headers",
                        new JsonObject().put("hub-caller", "{\"user\":\"ann\"}").put("action", "delete"))
                .put(
                        "body",
                        new JsonObject()
                                .put("room", room.value())
                                .put("clientId", "c7")
                                .put("text", "x"))
                .encode());
        assertThat(stranger.nextFrame().json().getString("message")).startsWith("FORBIDDEN: ");
    }

    /** C8, C9: only what is exposed is within reach, and nothing by publish. */
    @Test
    void addressesInsideAreOutOfReach() {
        JsonObject body = new JsonObject().put("room", room.value());
        for (String address : INSIDE) {
            assertThat(failure(stranger, address, body).is(ErrorCode.FORBIDDEN))
                    .as(address)
                    .isTrue();
            for (String type : List.of("publish", "register")) {
                stranger.sendText(new JsonObject()
                        .put("type", type)
                        .put("address", address)
                        .put("body", body)
                        .encode());
                assertThat(stranger.nextFrame().json().getString("message")).startsWith("FORBIDDEN: ");
            }
        }
    }

    /** C13: roles are kept. */
    @Test
    void membersCannotRemoveTheOwnerNorAddOthers(Vertx vertx) {
        BridgeClient member = Talk.login(vertx, transport, hub.url(), bob);
        for (String user : List.of("ann", "nobody")) {
            JsonObject body = new JsonObject().put("room", room.value()).put("user", user);
            assertThat(failure(member, "api.rooms.kick", body).number()).isIn(403, 404);
            assertThat(failure(member, "api.rooms.add", body).is(ErrorCode.FORBIDDEN))
                    .isTrue();
        }
    }

    /** D7: replies keep to one rule. */
    @Test
    void replyAddressesAreShortStrings() {
        for (Object wrong : List.of("", "x".repeat(65), -1, new JsonObject(), new JsonArray())) {
            owner.sendText(new JsonObject()
                    .put("type", "send")
                    .put("address", "api.rooms.list")
                    .put("replyAddress", wrong)
                    .encode());
            assertThat(owner.nextFrame().json().getString("body")).isEqualTo("invalid_reply_address");
        }
    }

    /** D11, I9: one id, one message. */
    @Test
    void clientIdMeansOneMessage() throws Exception {
        List<Future<JsonObject>> same = IntStream.range(0, 100)
                .mapToObj(i -> owner.request("api.messages.send", message("once", "same text")))
                .toList();
        List<JsonObject> acks = new ArrayList<>();
        for (Future<JsonObject> ack : same) {
            acks.add(ack.await(20, SECONDS));
        }
        assertThat(acks).containsOnly(acks.get(0));
        BridgeFailure other = failure(owner, "api.messages.send", message("once", "other text"));
        assertThat(other.is(ErrorCode.CONFLICT)).isTrue();
        assertThat(other.text()).contains(String.valueOf(acks.get(0).getLong("seq")));
    }
}
