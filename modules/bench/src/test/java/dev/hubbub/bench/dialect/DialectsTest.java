// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialectsTest {
    private static final RoomId ROOM = new RoomId("bench1");
    private final Dialect bridge = new BridgeDialect();
    private final Dialect socketIo = new SocketIoDialect();
    private final Dialect centrifugo = new CentrifugoDialect();

    private static List<Answer> answers(Dialect dialect, String frame) {
        List<Answer> found = new ArrayList<>();
        dialect.answers(Buffer.buffer(frame), found::add);
        return found;
    }

    @Test
    void bridgeSendsToTheAddressOfTheCatalogue() {
        JsonObject send = new JsonObject(bridge.send(7, ROOM, "c-7", "hi"));

        assertThat(send.getString("type")).isEqualTo("send");
        assertThat(send.getString("address")).isEqualTo("api.messages.send");
        assertThat(send.getString("replyAddress")).isEqualTo("7");
        assertThat(send.getJsonObject("body").getString("text")).isEqualTo("hi");
    }

    @Test
    void bridgeJoinsBeforeItRegisters() {
        List<String> frames = bridge.join(3, ROOM);

        assertThat(new JsonObject(frames.get(0)).getString("address")).isEqualTo("api.rooms.join");
        assertThat(new JsonObject(frames.get(1)).getString("type")).isEqualTo("register");
        assertThat(new JsonObject(frames.get(1)).getString("address")).isEqualTo("out.room.bench1");
    }

    @Test
    void bridgeTellsAnswersFromNews() {
        assertThat(answers(bridge, "{\"type\":\"rec\",\"address\":\"7\",\"body\":{}}"))
                .containsExactly(new Answer(7, false));
        assertThat(answers(bridge, "{\"type\":\"err\",\"address\":\"8\",\"failureCode\":429}"))
                .containsExactly(new Answer(8, true));
        assertThat(answers(bridge, "{\"type\":\"rec\",\"address\":\"out.room.bench1\",\"body\":{}}"))
                .isEmpty();
        assertThat(answers(bridge, "{\"type\":\"err\",\"failureCode\":400}")).isEmpty();
    }

    @Test
    void bridgeGoesOnFromAPosition() {
        JsonObject resume = new JsonObject(BridgeDialect.resume(ROOM, 12));

        assertThat(resume.getString("type")).isEqualTo("register");
        assertThat(resume.getString("address")).isEqualTo("out.room.bench1");
        assertThat(resume.getJsonObject("headers").getString("since")).isEqualTo("12");
    }

    @Test
    void bridgeTellsWhenThereIsNoWayToGoOn() {
        String feed = "\"address\":\"out.room.bench1\"";

        assertThat(BridgeDialect.refusesToResume(Buffer.buffer("{\"type\":\"err\"," + feed + ",\"failureCode\":503}")))
                .isTrue();
        assertThat(BridgeDialect.refusesToResume(
                        Buffer.buffer("{\"type\":\"rec\"," + feed + ",\"body\":{\"event\":\"reset\"}}")))
                .isTrue();
        assertThat(BridgeDialect.refusesToResume(
                        Buffer.buffer("{\"type\":\"rec\"," + feed + ",\"body\":{\"event\":\"position\"}}")))
                .isFalse();
    }

    @Test
    void stockBridgeAloneIsPinged() {
        assertThat(BridgeDialect.pinging().ping()).isEqualTo("{\"type\":\"ping\"}");
        assertThat(bridge.ping()).isNull();
    }

    @Test
    void socketIoNumbersItsEvents() {
        String frame = socketIo.send(12, ROOM, "c-12", "hi");

        assertThat(frame).startsWith("4212[");
        assertThat(new JsonArray(frame.substring(4))).containsExactly("send", "bench1", "c-12", "hi");
        assertThat(answers(socketIo, "4312[{\"seq\":1}]")).containsExactly(new Answer(12, false));
        assertThat(answers(socketIo, "42[\"message\",{}]")).isEmpty();
    }

    @Test
    void socketIoWaitsForItsConnection() {
        assertThat(socketIo.hello()).isEqualTo("40");
        assertThat(socketIo.welcomes(Buffer.buffer("0{\"sid\":\"a\"}"))).isFalse();
        assertThat(socketIo.welcomes(Buffer.buffer("40{\"sid\":\"b\"}"))).isTrue();
        assertThat(socketIo.pong(Buffer.buffer("2"))).isEqualTo("3");
        assertThat(socketIo.pong(Buffer.buffer("42[]"))).isNull();
    }

    @Test
    void centrifugoAnswersSeveralRequestsInOneFrame() {
        assertThat(new JsonObject(centrifugo.send(0, ROOM, "c-0", "hi")).getLong("id"))
                .isEqualTo(1);
        assertThat(answers(centrifugo, "{\"id\":1,\"publish\":{}}\n{\"push\":{}}\n{\"id\":2,\"error\":{\"code\":103}}"))
                .containsExactly(new Answer(0, false), new Answer(1, true));
    }

    @Test
    void centrifugoAnswersPings() {
        assertThat(centrifugo.pong(Buffer.buffer("{}"))).isEqualTo("{}");
        assertThat(centrifugo.pong(Buffer.buffer("{\"push\":{}}"))).isNull();
        assertThat(centrifugo.welcomes(Buffer.buffer("{\"id\":1000000001,\"connect\":{\"client\":\"a\"}}")))
                .isTrue();
    }
}
