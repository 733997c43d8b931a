// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.listeners;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.listeners.config.ListenersConfig.From;
import dev.hubbub.listeners.config.ListenersConfig.Named;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What listeners get and keep, over any store: on one node, or on nodes one after the other. */
abstract class ListenersContract extends ListenersFixture {
    private volatile Instant now = Instant.parse("2026-11-30T12:00:00Z");

    @Override
    final int answerMillis() {
        return 2_000;
    }

    @Override
    final InstantSource clock() {
        return () -> now;
    }

    private void undeploy(String verticle) throws Exception {
        vertx.undeploy(verticle).await(10, SECONDS);
    }

    @Test
    void listenerThatWasAwayCatchesUpInTheOrderOfEachRoom() throws Exception {
        createRooms();
        log.say(ROOMS, 120);
        listen(From.START);
        TestListener listener = TestListener.at(vertx, ADDRESS);
        log.say(ROOMS, 30);
        await().untilAsserted(() -> {
            assertThat(listener.seqs(TEA)).isEqualTo(upTo(151));
            assertThat(listener.seqs(JAM)).isEqualTo(upTo(151));
        });
        JsonObject last = listener.sent.get(listener.sent.size() - 1);
        assertThat(last.getString("event")).isEqualTo("message");
        assertThat(last.getString("sender")).isEqualTo("ann");
        assertThat(last.getString("text")).startsWith("message ");
        assertThat(last.getString("at")).isNotNull();
        await().untilAsserted(() -> assertThat(figure("behind.rooms")).isZero());
        assertThat(figure("pending.entries")).isZero();
    }

    @Test
    void positionsOutliveTheVerticle() throws Exception {
        createRooms();
        String first = listen(From.START);
        TestListener before = TestListener.at(vertx, ADDRESS);
        log.say(ROOMS, 20);
        await().untilAsserted(() -> assertThat(before.seqs(JAM)).isEqualTo(upTo(21)));
        vertx.undeploy(first).await(10, SECONDS);
        log.say(ROOMS, 10);
        before.leave();
        TestListener after = TestListener.at(vertx, ADDRESS);
        listen(From.START);
        await().untilAsserted(() -> {
            assertThat(after.seqs(TEA)).endsWith(31L);
            assertThat(after.seqs(JAM)).endsWith(31L);
        });
        assertThat(before.sent.size() + after.sent.size()).isEqualTo(2 * 31);
    }

    @Test
    void newListenerBeginsWithWhatIsStoredFromNowOn() throws Exception {
        createRooms();
        log.say(ROOMS, 5);
        listen(From.NOW);
        TestListener listener = TestListener.at(vertx, ADDRESS);
        await().until(() -> {
            log.say(TEA, "are you there?").await(5, SECONDS);
            return !listener.sent.isEmpty();
        });
        RoomId fresh = new RoomId("fresh");
        log.create(fresh);
        log.say(JAM, "last").await(5, SECONDS);
        await().untilAsserted(() -> {
            assertThat(listener.seqs(JAM)).containsExactly(7L);
            assertThat(listener.seqs(fresh)).containsExactly(1L);
        });
        List<Long> tea = listener.seqs(TEA);
        assertThat(tea.get(0)).isGreaterThan(6);
        assertThat(tea)
                .isEqualTo(from(tea.get(0).intValue(), tea.get(tea.size() - 1).intValue()));
    }

    @Test
    void onlyTheKindsThatItWantsAreSent() throws Exception {
        createRooms();
        listen(From.START, "message");
        TestListener listener = TestListener.at(vertx, ADDRESS);
        log.say(ROOMS, 3);
        await().untilAsserted(() -> assertThat(listener.seqs(JAM)).isEqualTo(from(2, 4)));
    }

    /** What is kept of a listener. */
    private long kept(String listener) {
        return Stream.of("listener-position", "listener-shard")
                .mapToLong(kind -> new Bus(vertx)
                        .call(Records.LIST, new Records.ListOf("listener." + listener, kind, null, null))
                        .map(found -> (long) found.records().size())
                        .await())
                .sum();
    }

    private static Named listener(String name) {
        return new Named(name, null, From.NOW);
    }

    @Test
    void whatIsKeptOfAListenerThatNoNodeNamesIsDeletedAfterAWeek() throws Exception {
        createRooms();
        String both = deploy(List.of(listener("gone"), listener("archive")));
        await().atMost(30, SECONDS).until(() -> kept("gone") == 34 && kept("archive") == 34);
        undeploy(both);
        now = now.plus(Duration.ofDays(4));
        String one = deploy(List.of(listener("archive")));
        await().atMost(30, SECONDS).until(() -> named("archive").equals(now));
        undeploy(one);
        now = now.plus(Duration.ofDays(4));
        String none = deploy(List.of());
        await().atMost(30, SECONDS)
                .until(() -> kept("gone") == 0 && named("gone").equals(Instant.MIN));
        assertThat(meters.get("hub.listeners.deleted.positions").counter().count())
                .isEqualTo(2);
        assertThat(kept("archive")).as("named four days ago").isEqualTo(34);
        now = now.plus(Duration.ofDays(4));
        await().atMost(30, SECONDS).until(() -> kept("archive") == 0);
        undeploy(none);
        TestListener again = TestListener.at(vertx, ADDRESS);
        listen(From.START);
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(again.seqs(TEA)).isEqualTo(upTo(1)));
    }

    /** When a node has named the listener last. */
    private Instant named(String listener) {
        return new Bus(vertx)
                        .call(Records.LIST, new Records.ListOf("listeners", "listener-name", null, null))
                        .await()
                        .records()
                        .stream()
                        .filter(record -> record.key().key().equals(listener))
                        .map(record -> Instant.parse(record.json().getString("at")))
                        .findFirst()
                        .orElse(Instant.MIN);
    }
}
