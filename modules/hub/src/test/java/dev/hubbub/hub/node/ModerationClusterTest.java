// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.hooks.MessageHooks;
import dev.hubbub.contract.hooks.MessageHooks.MessageAction;
import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.contract.hooks.MessageHooks.MessageQuestion;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.RoomLink;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.hub.cluster.TestClusterMember;
import dev.hubbub.moderation.ModerationVerticle;
import dev.hubbub.moderation.config.ContactsConfig;
import dev.hubbub.moderation.config.FloodConfig;
import dev.hubbub.moderation.config.ModerationConfig;
import dev.hubbub.testkit.Ports;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two members of a cluster count messages together; one of them looks for contact details, for both. */
final class ModerationClusterTest {
    private static final FloodConfig FIVE_AN_HOUR = new FloodConfig(true, null, 5, 3_600, 0, 0);

    private static Vertx first;
    private static Vertx second;

    @BeforeAll
    static void start() throws Exception {
        List<Integer> ports = Ports.free(4);
        String name = "test-" + UUID.randomUUID();
        first = TestClusterMember.start(name, 0, ports, null);
        second = TestClusterMember.start(name, 1, ports, null);
        ContactsConfig contacts = new ContactsConfig(true, null, null, null, null, Set.of("paid"), null);
        MeterRegistry atFirst = deploy(first, null);
        MeterRegistry atSecond = deploy(second, contacts);
        await().during(Duration.ofMillis(1_500)) // who gives a shard up still answers for 0.8 s
                .atMost(60, SECONDS)
                .until(() -> gauge(atFirst, "shards") + gauge(atSecond, "shards") == 32
                        && gauge(atFirst, "other.nodes") == 1
                        && gauge(atSecond, "other.nodes") == 1
                        && gauge(atFirst, "shards") > 0
                        && gauge(atSecond, "shards") > 0);
    }

    private static MeterRegistry deploy(Vertx node, ContactsConfig contacts) throws Exception {
        MeterRegistry meters = new SimpleMeterRegistry();
        ModerationConfig config = new ModerationConfig(null, contacts, null, null, FIVE_AN_HOUR);
        node.deployVerticle(() -> new ModerationVerticle(config, meters), new DeploymentOptions())
                .await(20, SECONDS);
        return meters;
    }

    private static double gauge(MeterRegistry meters, String name) {
        return meters.get("hub.moderation." + name).gauge().value();
    }

    @AfterAll
    static void stop() throws Exception {
        TestClusterMember.stop(second);
        TestClusterMember.stop(first);
    }

    private static MessageQuestion message(String room, String text, String dealStage) {
        return new MessageQuestion(
                new RoomId(room),
                new UserId("ann"),
                "text",
                new ClientId(text.substring(0, 2)),
                text,
                Map.of("more", List.of(1, "two")),
                Role.MEMBER,
                new Profile("Ann", null, "buyer"),
                RoomKind.GROUP,
                new RoomLink("job", "17", null),
                dealStage);
    }

    private static MessageAction flood(Vertx node, String room, int number) throws Exception {
        return new Bus(node)
                .call(MessageHooks.FLOOD, message(room, number + " and more", null))
                .await(10, SECONDS)
                .action();
    }

    @Test
    void messagesAreCountedOverBothNodes() throws Exception {
        for (String room : List.of("one", "two", "three", "four")) {
            List<MessageAction> actions = IntStream.range(10, 20)
                    .mapToObj(number -> floodOnTurns(room, number))
                    .toList();
            assertThat(actions.subList(0, 5)).as(room).containsOnly(MessageAction.PASS);
            assertThat(actions.subList(5, 10)).as(room).containsOnly(MessageAction.REFUSE);
        }
    }

    private static MessageAction floodOnTurns(String room, int number) {
        try {
            return flood(number % 2 == 0 ? first : second, room, number);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void stageOfOneNodeAnswersTheOther() throws Exception {
        for (Vertx node : List.of(first, second)) {
            Bus bus = new Bus(node);
            assertThat(bus.call(MessageHooks.CONTACTS, message("deal", "my number: +49 171 2345678", "offer"))
                            .await(10, SECONDS))
                    .isEqualTo(MessageAnswer.replaced("my number: \u2022\u2022\u2022"));
            assertThat(bus.call(MessageHooks.CONTACTS, message("deal", "my number: +49 171 2345678", "paid"))
                            .await(10, SECONDS))
                    .isEqualTo(MessageAnswer.PASSED);
        }
    }
}
