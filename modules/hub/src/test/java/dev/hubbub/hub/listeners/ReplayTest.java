// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.listeners;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.listeners.Listeners;
import dev.hubbub.contract.listeners.Listeners.Replay;
import dev.hubbub.contract.listeners.Listeners.Replayed;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.listeners.ListenersVerticle;
import dev.hubbub.listeners.config.ListenersConfig;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rooms that are sent to a listener once more. */
@ExtendWith(VertxExtension.class)
final class ReplayTest {
    private static final Caller SERVER = new Caller(new UserId("server.shop"), Profile.EMPTY, Set.of(Grant.SERVER));
    private static final RoomId TEA = new RoomId("tea");

    private Vertx vertx;
    private Bus bus;

    @BeforeEach
    void store(Vertx node) throws Exception {
        vertx = node;
        bus = new Bus(vertx);
        vertx.deployVerticle(new PersistenceVerticle(PersistenceConfig.inMemory()))
                .await(20, SECONDS);
        vertx.deployVerticle(new ListenersVerticle(new ListenersConfig(null, null, 300, null, null)))
                .await(20, SECONDS);
        TestLog log = new TestLog(bus);
        log.create(TEA);
        log.say(List.of(TEA), 250);
    }

    private Replayed replay(Caller caller, RoomId room, Long after, Integer limit) throws Exception {
        return bus.call(Listeners.REPLAY, caller, new Replay(room, "import", after, limit))
                .await(10, SECONDS);
    }

    @Test
    void roomIsReplayedByPagesFromAPosition() throws Exception {
        TestListener listener = TestListener.at(vertx, "evt.message.stored.import");
        assertThat(replay(SERVER, TEA, 200L, 7)).isEqualTo(new Replayed(TEA, 207, true));
        long after = 207;
        Replayed page;
        do {
            page = replay(SERVER, TEA, after, null);
            after = page.seq();
        } while (page.more());
        assertThat(after).isEqualTo(251);
        assertThat(listener.seqs(TEA))
                .isEqualTo(LongStream.rangeClosed(201, 251).boxed().toList());
        assertThat(replay(SERVER, TEA, null, null)).isEqualTo(new Replayed(TEA, 1, true));
    }

    @Test
    void usersMayNotReplay() {
        assertThatThrownBy(() -> replay(Caller.of("ann"), TEA, null, null)).hasMessageStartingWith("FORBIDDEN: ");
    }

    @Test
    void roomThatDoesNotExistIsNotFoundWhateverThePosition() {
        RoomId none = new RoomId("none");
        assertThatThrownBy(() -> replay(SERVER, none, null, null)).hasMessage("NOT_FOUND: no room none");
        assertThatThrownBy(() -> replay(SERVER, none, 7L, null)).hasMessage("NOT_FOUND: no room none");
    }

    @Test
    void replayEndsWhereTheListenerDoesAndSaysHowFarItCame() throws Exception {
        assertThatThrownBy(() -> replay(SERVER, TEA, 1L, null)).hasMessageStartingWith("UNAVAILABLE: ");
        new TestListener(vertx, "evt.message.stored.import", message -> {
            if (message.body().getLong("seq") < 20) {
                message.reply(null);
            }
        });
        assertThat(replay(SERVER, TEA, 1L, null)).isEqualTo(new Replayed(TEA, 19, true));
        assertThatThrownBy(() -> replay(SERVER, TEA, 19L, null)).hasMessageStartingWith("UNAVAILABLE: ");
    }

    @Test
    void listenerThatRefusesTheFirstEntryRefusesTheReplay() throws Exception {
        new TestListener(vertx, "evt.message.stored.import", message -> message.fail(400, "BAD_REQUEST: not this one"));
        assertThatThrownBy(() -> replay(SERVER, TEA, 1L, null)).hasMessage("BAD_REQUEST: not this one");
    }
}
