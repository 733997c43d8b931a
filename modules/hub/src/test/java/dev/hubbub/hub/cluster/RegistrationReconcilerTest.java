// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.testkit.Ports;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A member whose consumers somebody takes off the record, or who is sent to consumers of nobody. */
class RegistrationReconcilerTest {
    private static final long TIMEOUT_MILLIS = 20_000;

    private static Vertx one;
    private static Vertx two;

    private final String address = "svc.test." + UUID.randomUUID();
    private final RegistrationRecords records = new RegistrationRecords(one);
    private final RegistrationReconciler reconciler = new RegistrationReconciler(records.manager());
    private MessageConsumer<String> echo;

    @BeforeAll
    static void start() throws Exception {
        List<Integer> ports = Ports.free(4);
        String name = "test-" + UUID.randomUUID();
        one = TestClusterMember.start(name, 0, ports, null);
        two = TestClusterMember.start(name, 1, ports, null);
    }

    @AfterAll
    static void stop() throws Exception {
        two.close().await(20, SECONDS);
        one.close().await(20, SECONDS);
    }

    @BeforeEach
    void register() throws Exception {
        echo = one.eventBus().consumer(address, message -> message.reply(message.body()));
        echo.completion().await(20, SECONDS);
        assertThat(reconcile()).isFalse();
    }

    private boolean reconcile() {
        return reconciler.reconcile(TIMEOUT_MILLIS);
    }

    @AfterEach
    void unregister() throws Exception {
        echo.unregister().await(20, SECONDS);
    }

    private void assertAnswered(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            assertThat(two.eventBus()
                            .request(address, "word " + i)
                            .await(20, SECONDS)
                            .body())
                    .isEqualTo("word " + i);
        }
    }

    @Test
    void consumersOfNobodyAreTakenOffWhenTheyAreFoundTwice() throws Exception {
        records.put(address, "gone");
        records.put(address + ".other", "gone");
        assertThat(reconcile()).isFalse();
        assertThat(records.nodes(address)).containsExactlyInAnyOrder(records.node(), "gone");

        assertThat(reconcile()).isTrue();

        assertThat(records.nodes(address)).containsExactly(records.node());
        assertThat(records.nodes(address + ".other")).isEmpty();
        assertAnswered(4);
        assertThat(reconcile()).isFalse();
    }

    @Test
    void consumersOfTheOtherMemberStay() throws Exception {
        MessageConsumer<String> another = two.eventBus().consumer(address + ".another", message -> {});
        another.completion().await(20, SECONDS);
        assertThat(reconcile()).isFalse();
        assertThat(reconcile()).isFalse();
        assertThat(records.nodes(address + ".another")).hasSize(1);
        another.unregister().await(20, SECONDS);
    }

    @Test
    void ownConsumersThatVanishedArePutBack() throws Exception {
        records.remove(address);
        records.forgetNode();

        assertThat(reconcile()).isTrue();

        await().untilAsserted(() -> assertThat(records.nodes(address)).containsExactly(records.node()));
        assertThat(records.knows(records.node())).isTrue();
        assertAnswered(2);
        assertThat(reconcile()).isFalse();
    }

    @Test
    void ownConsumerThatEndedIsNotMissed() throws Exception {
        echo.unregister().await(20, SECONDS);

        assertThat(reconcile()).isFalse();

        assertThat(records.nodes(address)).isEmpty();
    }

    /** As when the cluster did not answer while it was taken off. */
    @Test
    void ownConsumerThatEndedAndStaysOnRecordIsTakenOff() throws Exception {
        records.put(address + ".ended", records.node());
        assertThat(reconcile()).isFalse();
        assertThat(records.nodes(address + ".ended")).hasSize(1);

        assertThat(reconcile()).isTrue();

        assertThat(records.nodes(address + ".ended")).isEmpty();
        assertAnswered(1);
        assertThat(reconcile()).isFalse();
    }

    @Test
    void nodeOnRecordThatIsNoMemberIsForgotten() {
        records.addNode("gone");
        assertThat(reconcile()).isFalse();
        assertThat(reconcile()).isTrue();
        assertThat(records.knows("gone")).isFalse();
    }

    @Test
    void consumerThatIsTakenBackWhileItIsOnItsWayIsNotMissed() throws Exception {
        RegistrationInfo hasty = new RegistrationInfo(records.node(), 99, false);
        Promise<Void> added = Promise.promise();
        Promise<Void> removed = Promise.promise();
        one.runOnContext(
                both -> { // the cluster keeps the order of what one context asks for
                    records.manager().addRegistration(address + ".hasty", hasty, added);
                    records.manager().removeRegistration(address + ".hasty", hasty, removed);
                });
        Future.all(added.future(), removed.future()).await(20, SECONDS);

        assertThat(records.manager().desired())
                .extracting(TrackingClusterManager.Registration::address)
                .doesNotContain(address + ".hasty");
        assertThat(reconcile()).isFalse();
    }

    @Test
    void nodeThatStoodStillOrLeavesTouchesNothing() {
        records.remove(address);
        records.put(address, "gone");
        assertThat(reconciler.reconcile(0)).isFalse();
        assertThat(reconciler.reconcile(0)).isFalse();
        reconciler.stop();
        assertThat(reconcile()).isFalse();
        assertThat(reconcile()).isFalse();
        assertThat(records.nodes(address)).containsExactly("gone");
        records.remove(address);
    }

    /** As when the cluster has told of a change, and the word was lost. */
    @Test
    void changesAreLookedUpByThoseWhoHaveTheAddressInMind() throws Exception {
        RegistrationReconciler reconcilerOfTwo = new RegistrationReconciler(new RegistrationRecords(two).manager());
        assertAnswered(1);
        assertThat(reconcilerOfTwo.reconcile(TIMEOUT_MILLIS)).isFalse();
        MessageConsumer<String> another = two.eventBus().consumer(address, message -> message.reply("two"));
        another.completion().await(20, SECONDS);
        List<String> told = new RegistrationRecords(two).spyOnRoutes();

        assertThat(reconcilerOfTwo.reconcile(TIMEOUT_MILLIS)).isFalse();

        await().untilAsserted(() -> assertThat(told).contains(address));
        another.unregister().await(20, SECONDS);
    }
}
