// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.messages.PublishedEntries;
import dev.hubbub.contract.messages.PublishedEntry;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.hub.cluster.TestClusterMember;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.testkit.Ports;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is stored on one member of a cluster arrives on both: by reference there, as text on the other one. */
final class StoredEntriesClusterTest {
    private static final Caller ANN = Caller.of("ann");
    private static final List<RoomId> ROOMS = List.of(new RoomId("tea"), new RoomId("jam"), new RoomId("pie"));
    private static final int MESSAGES = 200;

    private final Queue<PublishedEntries> here = new ConcurrentLinkedQueue<>();
    private final Queue<PublishedEntries> there = new ConcurrentLinkedQueue<>();
    private Vertx store;
    private Vertx other;
    private Bus bus;

    @BeforeEach
    void start() throws Exception {
        List<Integer> ports = Ports.free(4);
        String name = "test-" + UUID.randomUUID();
        store = TestClusterMember.start(name, 0, ports, null);
        other = TestClusterMember.start(name, 1, ports, null);
        bus = new Bus(store);
        bus.subscribe(MessageLog.STORED, here::add).await(10, SECONDS);
        new Bus(other).subscribe(MessageLog.STORED, there::add).await(10, SECONDS);
        store.deployVerticle(new PersistenceVerticle(PersistenceConfig.inMemory()))
                .await(20, SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        TestClusterMember.stop(other);
        TestClusterMember.stop(store);
    }

    private Future<Appended> create(RoomId room) {
        RoomDetails details = new RoomDetails("Room", Visibility.PUBLIC, null);
        Entry created = CreatedEntry.KIND.entry(
                room, ANN, CreatedEntry.Content.of(ANN.user(), details, new CreatedEntry.FirstMembers(List.of())));
        return bus.call(MessageLog.APPEND, new Append(created, 0));
    }

    private Future<Appended> say(RoomId room, int number) {
        Entry message = MessageEntry.KIND.entry(room, ANN, new ClientId("c" + number), "message " + number);
        return bus.call(MessageLog.APPEND, new Append(message, 1));
    }

    private static List<PublishedEntry> entries(Queue<PublishedEntries> batches) {
        return batches.stream().flatMap(batch -> batch.entries().stream()).toList();
    }

    private void assertComplete(Queue<PublishedEntries> batches) {
        int all = ROOMS.size() * (MESSAGES + 1);
        await().atMost(20, SECONDS).until(() -> entries(batches).size() >= all);
        assertThat(batches.size()).isLessThan(all / 2);
        for (RoomId room : ROOMS) {
            assertThat(entries(batches).stream()
                            .filter(entry -> entry.room().equals(room))
                            .map(PublishedEntry::seq))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, MESSAGES + 1).boxed().toList());
        }
    }

    @Test
    void manyEntriesArriveInFewBatchesAndInTheOrderOfEachRoom() throws Exception {
        Future.all(ROOMS.stream().map(this::create).toList()).await(20, SECONDS);
        List<Future<Appended>> sent = new ArrayList<>();
        for (int number = 0; number < MESSAGES; number++) {
            for (RoomId room : ROOMS) {
                sent.add(say(room, number));
            }
        }
        Future.all(sent).await(20, SECONDS);

        assertComplete(here);
        assertComplete(there);
        assertThat(entries(here)).allMatch(entry -> entry.entry().isDecoded());
        assertThat(entries(there)).noneMatch(entry -> entry.entry().isDecoded());
        assertThat(entries(there).stream().map(PublishedEntry::decoded))
                .containsExactlyInAnyOrderElementsOf(
                        entries(here).stream().map(PublishedEntry::decoded).toList());
    }
}
