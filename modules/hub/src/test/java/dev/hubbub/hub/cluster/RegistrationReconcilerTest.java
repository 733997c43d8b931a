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

/** A member whose registrations are lost, and registrations that belong to no member. */
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
        TestClusterMember.stop(two);
        TestClusterMember.stop(one);
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
    void registrationsWithoutAMemberAreRemovedInTheSecondRound() throws Exception {
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
    void registrationsOfTheOtherMemberStay() throws Exception {
        MessageConsumer<String> another = two.eventBus().consumer(address + ".another", message -> {});
        another.completion().await(20, SECONDS);
        assertThat(reconcile()).isFalse();
        assertThat(reconcile()).isFalse();
        assertThat(records.nodes(address + ".another")).hasSize(1);
        another.unregister().await(20, SECONDS);
    }

    @Test
    void lostOwnRegistrationsAreRestored() throws Exception {
        records.remove(address);
        records.removeNodeInfo();

        assertThat(reconcile()).isTrue();

        await().untilAsserted(() -> assertThat(records.nodes(address)).containsExactly(records.node()));
        assertThat(records.hasNodeInfo(records.node())).isTrue();
        assertAnswered(2);
        assertThat(reconcile()).isFalse();
    }

    @Test
    void endedOwnRegistrationIsNotRestored() throws Exception {
        echo.unregister().await(20, SECONDS);

        assertThat(reconcile()).isFalse();

        assertThat(records.nodes(address)).isEmpty();
    }

    /** As if the cluster did not answer when the registration was removed. */
    @Test
    void endedOwnRegistrationThatRemainsIsRemoved() throws Exception {
        records.put(address + ".ended", records.node());
        assertThat(reconcile()).isFalse();
        assertThat(records.nodes(address + ".ended")).hasSize(1);

        assertThat(reconcile()).isTrue();

        assertThat(records.nodes(address + ".ended")).isEmpty();
        assertAnswered(1);
        assertThat(reconcile()).isFalse();
    }

    @Test
    void nodeInfoWithoutAMemberIsRemoved() {
        records.addNodeInfo("gone");
        assertThat(reconcile()).isFalse();
        assertThat(reconcile()).isTrue();
        assertThat(records.hasNodeInfo("gone")).isFalse();
    }

    @Test
    void registrationRemovedWhileItIsAddedIsNotRestored() throws Exception {
        RegistrationInfo hasty = new RegistrationInfo(records.node(), 99, false);
        Promise<Void> added = Promise.promise();
        Promise<Void> removed = Promise.promise();
        one.runOnContext(
                both -> { // the cluster keeps the order of calls from one context
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
    void nodeThatPausedOrLeavesRepairsNothing() {
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

    /** As if an event about a change was lost. */
    @Test
    void changedAddressesAreRefreshedWhereTheyAreCached() throws Exception {
        RegistrationReconciler reconcilerOfTwo = new RegistrationReconciler(new RegistrationRecords(two).manager());
        assertAnswered(1);
        assertThat(reconcilerOfTwo.reconcile(TIMEOUT_MILLIS)).isFalse();
        MessageConsumer<String> another = two.eventBus().consumer(address, message -> message.reply("two"));
        another.completion().await(20, SECONDS);
        List<String> updated = new RegistrationRecords(two).recordUpdates();

        assertThat(reconcilerOfTwo.reconcile(TIMEOUT_MILLIS)).isFalse();

        await().untilAsserted(() -> assertThat(updated).contains(address));
        another.unregister().await(20, SECONDS);
    }
}
