// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.gateway.request.RequestTypes;
import dev.hubbub.testkit.BridgeClient;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One more request of clients: a pair of records and a rule. The gateway learns nothing. */
@ExtendWith(VertxExtension.class)
final class AddedRequestTest {
    private static final Rpc<Vote, Counted> VOTE = new Service("polls")
            .rpc("api.polls.vote", Vote.class, Counted.class)
            .costing(Vote::weight);
    private static final RoomId TEA = new RoomId("tea");

    private Vertx vertx;
    private GatewayFixture gateway;

    /** @param weight 1 to 3 */
    record Vote(RoomId room, int weight) implements RoomScoped {
        Vote {
            Check.present("room", room);
            Check.range("weight", weight, 1, 3);
        }
    }

    record Counted(RoomId room, int votes) {}

    /** Counts the votes of a room on the node that has its shard. */
    private static final class PollVerticle extends VerticleBase {
        private int votes;

        @Override
        public Future<?> start() {
            return new Shards(new Bus(vertx), "polls").serve(VOTE, this::vote).start();
        }

        private Future<Counted> vote(Caller caller, Vote vote) {
            if (caller.user().equals(FakeHub.MALLORY)) {
                return Future.failedFuture(new HubException(ErrorCode.FORBIDDEN, "only members vote"));
            }
            votes += vote.weight();
            return Future.succeededFuture(new Counted(vote.room(), votes));
        }
    }

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        this.vertx = vertx;
        vertx.deployVerticle(new PollVerticle()).await(5, SECONDS);
        LimitsConfig limits = LimitsConfig.NONE.with(new LimitsConfig.Requests(0, 10, 0, 1, 5));
        gateway = new GatewayFixture(
                vertx, limits, new Extensions(RequestTypes.STANDARD.and(VOTE), Extensions.STANDARD.sockets()));
    }

    @AfterEach
    void undeploy() throws Exception {
        vertx.undeploy(gateway.deployment).await(10, SECONDS);
    }

    @Test
    void memberVotesOverABridge() {
        assertThat(gateway.login("ann").call(VOTE, new Vote(TEA, 2))).isEqualTo(new Counted(TEA, 2));
    }

    @Test
    void memberVotesOverHttp() throws Exception {
        HttpRequest vote = HttpRequest.newBuilder(URI.create(gateway.url + "/api/v1/polls.vote"))
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Bearer " + GatewayFixture.TOKENS.user("ann").sign())
                .POST(BodyPublishers.ofString("{\"room\":\"tea\",\"weight\":3}"))
                .build();
        HttpResponse<String> counted = HttpClient.newHttpClient().send(vote, BodyHandlers.ofString());
        assertThat(counted.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(counted.body()))
                .isEqualTo(new JsonObject().put("room", "tea").put("votes", 3));
    }

    @Test
    void whatTheRuleForbidsIsRefused() {
        BridgeClient mallory = gateway.login("mallory");
        assertThatThrownBy(() -> mallory.call(VOTE, new Vote(TEA, 1))).hasMessageContaining("FORBIDDEN");
    }

    @Test
    void malformedVoteIsRefusedBeforeItReachesTheRule() {
        JsonObject heavy = new JsonObject().put("room", "tea").put("weight", 4);
        assertThatThrownBy(() -> gateway.login("ann").call(VOTE.address(), heavy))
                .hasMessageContaining("weight: 4 (expected: 1 to 3)");
    }

    @Test
    void voteCostsWhatItsTypeSays() {
        BridgeClient ann = gateway.login("ann");
        ann.call(VOTE, new Vote(TEA, 3));
        assertThatThrownBy(() -> ann.call(VOTE, new Vote(TEA, 3))).hasMessageContaining("TOO_MANY");
    }
}
