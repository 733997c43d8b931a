// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.load.AdmissionControl;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.ephemeral.EphemeralRooms;
import dev.hubbub.persistence.room.CachedRoom;
import dev.hubbub.persistence.room.MissingRoom;
import dev.hubbub.persistence.room.RoomLoader;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Eviction, with rooms of three members each. */
@ExtendWith(VertxExtension.class)
final class RoomWriterCacheTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId JAM = new RoomId("jam");
    private static final RoomId PIE = new RoomId("pie");

    private final Store store = MemoryStore.create();

    @BeforeEach
    void store(Vertx vertx) throws Exception {
        TestWriter writer = new TestWriter(vertx, store);
        for (RoomId room : new RoomId[] {TEA, JAM, PIE}) {
            writer.append(newRoom(room, "bob", "cyn")).await(5, SECONDS);
        }
        writer.stop().await(5, SECONDS);
    }

    private RoomWriterCache cache(int max, int maxMembers) {
        return new RoomWriterCache(
                max,
                maxMembers,
                store.rooms(),
                id -> new RoomWriter(
                        new CachedRoom(id, store, new RoomLoader(store), (room, head) -> {}),
                        new AdmissionControl(System::nanoTime),
                        new MissingRoom(store),
                        new EphemeralRooms(store.records(), InstantSource.system())));
    }

    private static void use(RoomWriterCache cache, RoomId id) throws Exception {
        RoomWriter writer = cache.get(id);
        writer.room().catchUp(1).await(5, SECONDS);
        cache.onIdle(writer);
    }

    @Test
    void leastRecentlyUsedAreEvictedAboveMaxMembers() throws Exception {
        RoomWriterCache cache = cache(100, 7);
        use(cache, TEA);
        use(cache, JAM);
        use(cache, TEA);
        assertThat(cache.members()).isEqualTo(6);

        use(cache, PIE);

        assertThat(cache.members()).isEqualTo(6);
        assertThat(cache.size()).isEqualTo(2);
        assertThat(cache.get(TEA).room().exists())
                .as("used after the evicted room")
                .isTrue();
        assertThat(cache.get(JAM).room().exists()).as("not loaded again").isFalse();
    }

    @Test
    void leastRecentlyUsedAreEvictedAboveMaxRooms() throws Exception {
        RoomWriterCache cache = cache(1, 100);
        use(cache, TEA);
        use(cache, JAM);

        assertThat(cache.size()).isEqualTo(1);
        assertThat(cache.members()).isEqualTo(3);
    }

    @Test
    void roomAboveMaxMembersIsServedAndEvicted() throws Exception {
        RoomWriterCache cache = cache(100, 2);
        use(cache, TEA);

        assertThat(cache.size()).isZero();
        assertThat(cache.members()).isZero();
    }

    @Test
    void roomsThatDoNotExistFillNoMemory() throws Exception {
        RoomWriterCache cache = cache(100, 100);
        use(cache, new RoomId("none"));

        assertThat(cache.size()).isZero();
        assertThat(cache.members()).isZero();
    }
}
