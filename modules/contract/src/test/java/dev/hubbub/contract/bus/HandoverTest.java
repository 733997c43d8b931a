// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A consumer that ends, in a cluster of which only the registrations are there. */
@ExtendWith(VertxExtension.class)
final class HandoverTest {
    private static final String ADDRESS = "svc.test.tea";

    private final FakeRegistry registry = new FakeRegistry("here");
    private final TestOutlook outlook = new TestOutlook();
    private Vertx vertx;
    private Handover handover;
    private List<MessageConsumer<Object>> consumers;

    private static final class TestOutlook implements Handover.Outlook {
        private volatile boolean replaced;
        private volatile boolean hopeful = true;

        @Override
        public boolean isSuccessor(String member) {
            return member.equals("there");
        }

        @Override
        public boolean isReplaced() {
            return replaced;
        }

        @Override
        public boolean isHopeful() {
            return hopeful;
        }
    }

    @BeforeEach
    void serve(Vertx started) throws Exception {
        vertx = started;
        handover = new Handover(vertx, registry.manager(), 10, 500);
        MessageConsumer<Object> consumer = vertx.eventBus().consumer(ADDRESS, ask -> ask.reply("tea"));
        consumer.completion().await(5, SECONDS);
        registry.add(ADDRESS, "here");
        consumers = List.of(consumer);
    }

    private void assertServed() throws Exception {
        assertThat(vertx.eventBus().request(ADDRESS, "?").await(5, SECONDS).body())
                .isEqualTo("tea");
    }

    private void assertEnded() {
        assertThatThrownBy(() -> vertx.eventBus().request(ADDRESS, "?").await(5, SECONDS))
                .hasMessageContaining("No handlers");
    }

    @Test
    void consumerServesUntilAnotherIsThereAndTheClusterHasForgottenIt() throws Exception {
        Future<Void> end = new Handover(vertx, registry.manager(), 1_500).end(consumers, outlook);
        registry.add(ADDRESS, "passing by");
        await().until(() -> registry.looks() > 2);
        assertThat(registry.nodes(ADDRESS)).containsExactly("here", "passing by");

        registry.add(ADDRESS, "there");
        await().until(() -> registry.nodes(ADDRESS).equals(List.of("passing by", "there")));
        assertServed();

        end.await(5, SECONDS);
        assertEnded();
    }

    @Test
    void registrationStaysWhenTheConsumerIsReplacedHere() throws Exception {
        registry.add(ADDRESS, "there");
        outlook.replaced = true;
        handover.end(consumers, outlook).await(5, SECONDS);
        assertThat(registry.nodes(ADDRESS)).containsExactly("here", "there");
        assertEnded();
    }

    @Test
    void whatOthersServeTooEndsWithoutWaiting() throws Exception {
        outlook.hopeful = false;
        registry.add(ADDRESS, "there");
        handover.end(consumers, outlook).await(5, SECONDS);
        assertThat(registry.nodes(ADDRESS)).containsExactly("there");
        assertEnded();
    }

    @Test
    void whatNobodyWillServeEndsAsItIs() throws Exception {
        Future<Void> end = handover.end(consumers, outlook);
        await().until(() -> registry.looks() > 1);
        outlook.hopeful = false;
        end.await(5, SECONDS);
        assertThat(registry.nodes(ADDRESS)).containsExactly("here");
        assertEnded();
    }

    @Test
    void lookThatFailsIsTakenAgain() throws Exception {
        registry.fail(true);
        Future<Void> end = handover.end(consumers, outlook);
        await().until(() -> registry.looks() > 1);
        assertServed();
        registry.add(ADDRESS, "there");
        registry.fail(false);
        end.await(5, SECONDS);
        assertThat(registry.nodes(ADDRESS)).containsExactly("there");
    }

    @Test
    void clusterThatHasEndedKeepsNobodyFromEnding() throws Exception {
        registry.fail(true);
        registry.end();
        handover.end(consumers, outlook).await(5, SECONDS);
        assertEnded();
    }

    @Test
    void membershipThatWasEndedFromOutsideKeepsNobodyFromEnding() throws Exception {
        registry.expel();
        handover.end(consumers, outlook).await(5, SECONDS);
        assertEnded();
    }

    @Test
    void clusterThatDoesNotAnswerIsNotWaitedFor() throws Exception {
        registry.freeze();
        Future<Void> end = handover.end(consumers, outlook);
        handover.all(List.of(end)).await(10, SECONDS);
        assertThat(end.isComplete()).isFalse();
        assertServed();
    }

    @Test
    void withoutAClusterConsumersEndAtOnce() throws Exception {
        new Handover(vertx).end(consumers, outlook).await(5, SECONDS);
        assertThat(registry.looks()).isZero();
        assertEnded();
    }
}
