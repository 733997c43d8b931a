// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.session.Feeds.ResetReason;
import dev.hubbub.contract.session.Session.Outcome;
import dev.hubbub.contract.session.Session.Since;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.config.GatewayConfig.Feeds;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.Resumption;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Coming back with a position: what was missed comes once, in order, or it is said that it does not. */
@ParameterizedClass
@EnumSource(Transport.class)
@ExtendWith(VertxExtension.class)
final class ResumeTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final List<String> NO_POSITIONS = List.of(
            "-1",
            "+1",
            "1.5",
            "",
            " 1",
            "1 ",
            "01",
            "null",
            "1e3",
            "0x1",
            "9223372036854775808",
            "٣",
            "99999999999999999999999");
    private static final List<String> BROKEN_RESUMES = List.of(
            "{}",
            "{\"rooms\":[]}",
            "{\"rooms\":[{\"room\":\"a\"},{\"room\":\"a\"}]}",
            "{\"rooms\":[{\"room\":\"a\",\"since\":-1}]}",
            "{\"rooms\":[{\"room\":\"a\",\"since\":\"1\"}]}",
            "{\"rooms\":[{\"room\":\"a\",\"since\":1.5}]}",
            "{\"rooms\":[{\"room\":\"a\",\"since\":9223372036854775808}]}",
            "{\"rooms\":[{\"room\":\"$\"}]}",
            "{\"rooms\":[null]}",
            "{\"rooms\":{}}");

    @Parameter
    Transport transport;

    private GatewayFixture gateway;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Feeds.DEFAULTS).over(transport);
    }

    private void say(RoomId room, int count) {
        for (int i = 0; i < count; i++) {
            int number = gateway.hub.rooms.getOrDefault(room, List.of()).size() + 1;
            gateway.hub.append(
                    MessageEntry.KIND.entry(room, Caller.of("ann"), new ClientId("c" + number), "text " + number));
        }
    }

    private static void assertHas(Feed feed, long from, long to) {
        feed.awaitSeq(to);
        assertThat(feed.entries())
                .extracting(Entry::seq)
                .isEqualTo(LongStream.rangeClosed(from, to).boxed().toList());
    }

    @Test
    void whatWasMissedComesOnceInOrderAndThenWhatIsNew() {
        say(TEA, 700);
        BridgeClient bob = gateway.login("bob");
        Feed feed = bob.subscribe(TEA, 37);
        assertThat(feed.position()).isEqualTo(37);
        assertThat(feed.reset()).isEmpty();
        say(TEA, 20);
        assertHas(feed, 38, 720);
    }

    @Test
    void nothingMissedIsNoReplayAndZeroIsEverything() {
        say(TEA, 10);
        BridgeClient bob = gateway.login("bob");
        Feed atHead = bob.subscribe(TEA, 10);
        Feed whole = gateway.login("cyn").subscribe(TEA, 0);
        assertThat(atHead.position()).isEqualTo(10);
        assertThat(whole.position()).isZero();
        say(TEA, 1);
        assertHas(atHead, 11, 11);
        assertHas(whole, 1, 11);
        assertThat(gateway.login("dan").subscribe(new RoomId("new"), 0).reset()).isEmpty();
    }

    @Test
    void positionThatTheRoomHasNotReachedIsReset() {
        say(TEA, 10);
        List<Feed> feeds = LongStream.of(11, 12, 5_000, Long.MAX_VALUE)
                .mapToObj(since -> gateway.login("bob").subscribe(TEA, since))
                .toList();
        say(TEA, 1);
        for (Feed feed : feeds) {
            assertThat(feed.reset()).contains(ResetReason.AHEAD);
            assertThat(feed.position()).isEqualTo(10);
            assertHas(feed, 11, 11);
        }
    }

    @Test
    void positionThatOnlyTheStoreHasReachedIsNoReset() {
        say(TEA, 10);
        gateway.hub.judgedBehind = 3; // as when another node has just written
        BridgeClient bob = gateway.login("bob");
        gateway.vertx.setTimer(400, caughtUp -> gateway.hub.judgedBehind = 0);
        Feed feed = bob.subscribe(TEA, 9);
        assertThat(feed.reset()).isEmpty();
        assertHas(feed, 10, 10);
        assertThat(gateway.hub.questions.get()).isGreaterThan(1);
    }

    @Test
    void tooMuchMissedIsReset() {
        say(TEA, 1_001);
        BridgeClient bob = gateway.login("bob");
        Feed tooFar = bob.subscribe(TEA, 0);
        assertThat(tooFar.reset()).contains(ResetReason.TOO_FAR);
        assertThat(tooFar.position()).isEqualTo(1_001);
        say(TEA, 1);
        assertHas(tooFar, 1_002, 1_002);
        assertThat(gateway.login("cyn").subscribe(TEA, 2).reset()).isEmpty();
    }

    @Test
    void replayMayBeSwitchedOff() throws Exception {
        gateway = new GatewayFixture(Vertx.vertx(), new Feeds(0, null)).over(transport);
        say(TEA, 5);
        assertThat(gateway.login("bob").subscribe(TEA, 4).reset()).contains(ResetReason.TOO_FAR);
        assertThat(gateway.login("bob").subscribe(TEA, 5).reset()).isEmpty();
        gateway.vertx.close().await(10, SECONDS);
    }

    @Test
    void anyOtherPositionIsRefusedAndNothingIsRegistered() {
        say(TEA, 3);
        BridgeClient bob = gateway.login("bob");
        for (String since : NO_POSITIONS) {
            bob.sendText(register(since).encode());
            JsonObject refused = bob.nextFrame().json();
            assertThat(refused.getString("address")).isEqualTo("out.room.tea");
            assertThat(refused.getString("message")).startsWith("BAD_REQUEST: since: ");
        }
        assertThat(gateway.hub.questions.get()).isZero();
        assertThat(bob.subscribe(TEA).position()).as("nothing is registered").isEqualTo(3);
    }

    @Test
    void positionThatIsNoTextIsRefusedOnTheFeedsAddress() {
        BridgeClient bob = gateway.login("bob");
        bob.sendText(register(1).encode());
        JsonObject refused = bob.nextFrame().json();
        assertThat(refused.getString("address")).isEqualTo("out.room.tea");
        assertThat(refused.getString("body")).isEqualTo("invalid_headers");
    }

    private static JsonObject register(Object since) {
        return new JsonObject()
                .put("type", "register")
                .put("address", "out.room.tea")
                .put("headers", new JsonObject().put("since", since));
    }

    @Test
    void strangerIsRefusedWhateverThePosition() {
        say(TEA, 3);
        BridgeClient mallory = gateway.login("mallory");
        for (long since : new long[] {0, 3, 4, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> mallory.subscribe(TEA, since))
                    .isInstanceOfSatisfying(BridgeFailure.class, e -> assertThat(e.is(ErrorCode.FORBIDDEN))
                            .isTrue());
        }
    }

    @Test
    void manyRoomsAreResumedInOneRequest() {
        List<Since> asked = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            RoomId room = new RoomId("r" + i);
            say(room, 5);
            asked.add(new Since(room, i % 3 == 0 ? null : (long) (i % 7)));
        }
        Resumption resumed = gateway.login("bob").resume(asked);
        assertThat(resumed.outcomes())
                .extracting(Outcome::room)
                .isEqualTo(asked.stream().map(Since::room).toList());
        for (int i = 0; i < 120; i++) {
            Long since = asked.get(i).since();
            boolean ahead = since != null && since > 5;
            Outcome outcome = resumed.outcomes().get(i);
            assertThat(outcome.event()).isEqualTo(ahead ? "reset" : "position");
            assertThat(outcome.seq()).isEqualTo(since == null || ahead ? 5L : since);
            assertThat(outcome.reason()).isEqualTo(ahead ? ResetReason.AHEAD : null);
            Feed feed = resumed.feed(outcome.room());
            assertThat(feed.position()).isEqualTo(outcome.seq());
            say(outcome.room(), 1);
            assertHas(feed, outcome.seq() + 1, 6);
        }
    }

    @Test
    void roomsThatCannotBeResumedAreRefusedOneByOne() {
        BridgeClient bob = gateway.login("bob");
        bob.sendText("{\"type\":\"register\",\"address\":\"out.room.tea\"}");
        bob.nextFrame();
        List<Since> asked = new ArrayList<>(List.of(new Since(TEA, 0L)));
        IntStream.range(0, 250).forEach(i -> asked.add(new Since(new RoomId("r" + i), 0L)));
        Resumption resumed = bob.resume(asked);
        assertThat(resumed.outcomes().get(0).failureCode()).isEqualTo(409);
        assertThat(resumed.outcomes().subList(1, 200))
                .extracting(Outcome::event)
                .containsOnly("position");
        assertThat(resumed.outcomes().subList(200, 251))
                .extracting(Outcome::failureCode)
                .containsOnly(429);
        assertThat(resumed.outcomes().get(200).message()).startsWith("TOO_MANY: ");
        assertThatThrownBy(() -> resumed.feed(new RoomId("r249")).next()).hasMessageContaining("TOO_MANY");
    }

    @Test
    void strangersOutcomeIsARefusal() {
        Resumption resumed = gateway.login("mallory").resume(List.of(new Since(TEA, 0L)));
        assertThat(resumed.outcomes().get(0))
                .isEqualTo(new Outcome(TEA, "refused", null, null, 403, "FORBIDDEN: no such room, or not yours"));
        assertThatThrownBy(() -> resumed.feed(TEA).next()).hasMessageContaining("FORBIDDEN");
    }

    @Test
    void malformedResumeIsRefusedWhole() {
        BridgeClient bob = gateway.login("bob");
        for (String body : BROKEN_RESUMES) {
            assertThatThrownBy(() -> bob.call("api.session.resume", new JsonObject(body)))
                    .as(body)
                    .isInstanceOfSatisfying(BridgeFailure.class, e -> assertThat(e.is(ErrorCode.BAD_REQUEST))
                            .isTrue());
        }
        assertThat(gateway.hub.questions.get()).isZero();
    }

    @Test
    void oneResumeStartsABoundedAmountOfWork() {
        BridgeClient bob = gateway.login("bob");
        gateway.hub.holdSubscriptions();
        JsonArray rooms = new JsonArray();
        IntStream.range(0, 100).forEach(i -> rooms.add(new JsonObject().put("room", "r" + i)));
        bob.request("api.session.resume", new JsonObject().put("rooms", rooms));
        await().until(() -> gateway.hub.heldSubscriptions() == 16);
        assertThat(bob.call("echo", new JsonObject())).isEqualTo(new JsonObject());
        assertThat(gateway.hub.heldSubscriptions()).isEqualTo(16);
        gateway.hub.releaseSubscriptions();
        await().until(() -> gateway.hub.questions.get() == 100);
    }
}
