// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A consumer that ends, in a cluster of which only the registrations are there. */
@ExtendWith(VertxExtension.class)
final class HandoverTest {
    private static final String ADDRESS = "svc.test.tea";

    private final FakeRegistry registry = new FakeRegistry("here");
    private final AtomicBoolean off = new AtomicBoolean();
    private Vertx vertx;
    private Handover handover;
    private List<MessageConsumer<Object>> consumers;

    @BeforeEach
    void serve(Vertx started) throws Exception {
        vertx = started;
        handover = new Handover(vertx, registry.manager());
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
        Future<Void> end = handover.end(consumers, off::get);
        await().until(() -> registry.looks() > 2);
        assertThat(registry.nodes(ADDRESS)).containsExactly("here");

        registry.add(ADDRESS, "there");
        await().until(() -> registry.nodes(ADDRESS).equals(List.of("there")));
        assertServed();

        end.await(5, SECONDS);
        assertEnded();
    }

    @Test
    void registrationStaysWhenTheConsumerIsReplacedHere() throws Exception {
        registry.add(ADDRESS, "there");
        off.set(true);
        handover.end(consumers, off::get).await(5, SECONDS);
        assertThat(registry.nodes(ADDRESS)).containsExactly("here", "there");
        assertEnded();
    }

    @Test
    void whatOthersServeTooEndsWithoutWaiting() throws Exception {
        registry.add(ADDRESS, "there");
        handover.end(consumers).await(5, SECONDS);
        assertThat(registry.nodes(ADDRESS)).containsExactly("there");
        assertEnded();
    }

    @Test
    void whatNobodyElseServesEndsAsItIs() throws Exception {
        handover.end(consumers).await(5, SECONDS);
        assertThat(registry.nodes(ADDRESS)).containsExactly("here");
        assertEnded();
    }

    @Test
    void clusterThatFailsKeepsNobodyFromEnding() throws Exception {
        registry.fail();
        handover.end(consumers, off::get).await(5, SECONDS);
        assertEnded();
    }

    @Test
    void withoutAClusterConsumersEndAtOnce() throws Exception {
        new Handover(vertx).end(consumers, off::get).await(5, SECONDS);
        assertThat(registry.looks()).isZero();
        assertEnded();
    }
}
