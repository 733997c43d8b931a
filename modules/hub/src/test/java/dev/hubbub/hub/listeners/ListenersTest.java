// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.listeners.config.ListenersConfig.From;
import dev.hubbub.persistence.config.PersistenceConfig;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How listeners are treated that refuse, do not answer, or are slow. */
final class ListenersTest extends ListenersFixture {
    @Override
    protected PersistenceConfig config() {
        return PersistenceConfig.inMemory();
    }

    @Override
    int answerMillis() {
        return 500;
    }

    @Override
    InstantSource clock() {
        return InstantSource.system();
    }

    private double counted(String name) {
        return meters.get("hub.listeners." + name).counter().count();
    }

    @Test
    void entryThatIsRefusedHoldsItsRoomAndNoOther() throws Exception {
        createRooms();
        listen(From.START);
        List<Boolean> mended = new CopyOnWriteArrayList<>();
        TestListener listener = new TestListener(vertx, ADDRESS, message -> {
            if (isThirdOfTea(message) && mended.isEmpty()) {
                message.fail(400, "not this one");
            } else {
                message.reply(null);
            }
        });
        log.say(ROOMS, 10);
        await().untilAsserted(() -> assertThat(listener.seqs(JAM)).isEqualTo(upTo(11)));
        await().until(() -> counted("refused.entries") > 2);
        assertThat(listener.seqs(TEA)).isEqualTo(upTo(3));
        mended.add(true);
        await().untilAsserted(() -> assertThat(listener.seqs(TEA)).isEqualTo(upTo(11)));
    }

    private static boolean isThirdOfTea(Message<JsonObject> message) {
        return TEA.value().equals(message.body().getString("room"))
                && message.body().getLong("seq") == 3;
    }

    @Test
    void listenerThatDoesNotAnswerIsTriedNowAndThenAndLags() throws Exception {
        createRooms();
        listen(From.START);
        TestListener silent = new TestListener(vertx, ADDRESS, message -> {});
        log.say(ROOMS, 50);
        await().until(() -> counted("unheard.entries") > 2);
        await().until(() -> figure("paused") == 1 && figure("lag.seconds") > 0.5);
        assertThat(silent.sent.size()).isLessThan(20);
        silent.leave();
        TestListener listener = TestListener.at(vertx, ADDRESS);
        await().untilAsserted(() -> {
            assertThat(listener.seqs(TEA)).isEqualTo(upTo(51));
            assertThat(listener.seqs(JAM)).isEqualTo(upTo(51));
            assertThat(figure("lag.seconds")).isZero();
        });
    }

    @Test
    void noMoreEntriesWaitForAnswersThanTheSettingsSay() throws Exception {
        List<RoomId> rooms =
                IntStream.range(0, 10).mapToObj(i -> new RoomId("room" + i)).toList();
        for (RoomId room : rooms) {
            log.create(room);
        }
        Map<String, Message<JsonObject>> held = new ConcurrentHashMap<>();
        TestListener listener = new TestListener(
                vertx, ADDRESS, message -> held.put(message.body().getString("room"), message));
        listen(From.START);
        await().until(() -> held.size() == 4);
        await().until(() -> figure("pending.entries") == 4);
        assertThat(held).hasSize(4);
        await().until(() -> {
            held.values().forEach(message -> message.reply(null));
            return rooms.stream().noneMatch(room -> listener.seqs(room).isEmpty());
        });
    }
}
