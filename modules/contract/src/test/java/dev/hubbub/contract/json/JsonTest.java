// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
    private static final JsonObject SEND =
            new JsonObject().put("room", "lobby").put("clientId", "c1").put("text", "hello");

    @Test
    void recordsCrossAsPlainJson() {
        Caller ann = new Caller(new UserId("ann"), new Profile("Ann", null, null), Set.of(Grant.SERVER));
        Entry entry = MessageEntry.KIND
                .entry(new RoomId("lobby"), ann, new ClientId("c1"), "hello")
                .stored(7, Instant.parse("2026-11-20T09:30:00.120Z"));
        assertThat(Json.write(entry).encode())
                .isEqualTo("{\"event\":\"message\",\"room\":\"lobby\",\"seq\":7,\"sender\":\"ann\",\"clientId\":\"c1\","
                        + "\"at\":\"2026-11-20T09:30:00.120Z\",\"profile\":{\"name\":\"Ann\"},\"text\":\"hello\"}");
        assertThat(Json.read(Json.write(entry), Entry.class)).isEqualTo(entry);
        assertThat(Json.read(new JsonObject(Json.write(ann).encode()), Caller.class))
                .isEqualTo(ann);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T09:30:00Z, 2026-11-20T09:30:00.000Z",
        "2026-11-20T09:30:00.1Z, 2026-11-20T09:30:00.100Z",
        "2026-11-20T09:30:00.123456Z, 2026-11-20T09:30:00.123Z",
        "2026-11-20T09:30:59.999999999Z, 2026-11-20T09:30:59.999Z",
        "1969-12-31T23:59:59.9995Z, 1969-12-31T23:59:59.999Z"
    })
    void timesHaveAlwaysThreeDigits(Instant time, String text) {
        Messages.Sent sent = new Messages.Sent(new RoomId("lobby"), 7, time);
        JsonObject held = new JsonObject().put("at", time).put("times", new JsonArray().add(time));
        assertThat(Json.write(sent).getString("at")).isEqualTo(text);
        assertThat(Json.encode(sent)).contains("\"at\":\"" + text + "\"");
        assertThat(Json.encode(held)).isEqualTo("{\"at\":\"" + text + "\",\"times\":[\"" + text + "\"]}");
        assertThat(JsonTime.text(time)).isEqualTo(text);
        for (String shape : new String[] {text, time.toString()}) {
            assertThat(Json.read(Json.write(sent).put("at", shape), Messages.Sent.class)
                            .at())
                    .isEqualTo(Instant.parse(shape));
        }
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(Json.read(SEND.copy().put("sender", "eve").put("seq", 99), Messages.Send.class)
                        .text())
                .isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"room", "clientId", "text"})
    void missingFieldsAreNamed(String field) {
        JsonObject body = SEND.copy();
        body.remove(field);
        refused(body, field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"room", "clientId", "text"})
    void fieldsOfTheWrongTypeAreNamedAndNeverConverted(String field) {
        for (Object wrong :
                new Object[] {1, 1.5, true, new JsonObject().put("$ne", ""), new JsonArray().add("lobby")}) {
            refused(SEND.copy().put(field, wrong), field);
        }
    }

    private static void refused(JsonObject body, String field) {
        assertThatThrownBy(() -> Json.read(body, Messages.Send.class)).isInstanceOfSatisfying(HubException.class, e -> {
            assertThat(e.is(ErrorCode.BAD_REQUEST)).isTrue();
            assertThat(e.getMessage()).startsWith("BAD_REQUEST: " + field).doesNotContain("dev.hubbub", "jackson");
        });
    }

    @Test
    void numbersAreNeitherTextNorFraction() {
        for (Object wrong : new Object[] {"1", 1.5, "all", true, new JsonObject()}) {
            JsonObject body = new JsonObject().put("room", "lobby").put("limit", wrong);
            assertThatThrownBy(() -> Json.read(body, Messages.History.class))
                    .hasMessageStartingWith("BAD_REQUEST: limit");
        }
    }

    @Test
    void limitsOfPagesAreRefusedBelowAndClampedAbove() {
        RoomId room = new RoomId("lobby");
        assertThat(new Messages.History(room, null, null, null).limit()).isEqualTo(50);
        assertThat(new Messages.History(room, null, null, 1_000_000_000).limit())
                .isEqualTo(100);
        for (int wrong : new int[] {0, -1}) {
            assertThatThrownBy(() -> new Messages.History(room, null, null, wrong))
                    .hasMessageStartingWith("limit: ");
        }
    }

    @Test
    void textMustBeVisibleAndUnicode() {
        for (String wrong : new String[] {"", "  \n", "\ud800"}) {
            refused(SEND.copy().put("text", wrong), "text");
        }
    }

    @Test
    void profilesLeaveOutWhatCannotBeShown() {
        Profile profile = new Profile("A\u202enn\u0007", "javascript:alert(1)", "  ");
        assertThat(profile).isEqualTo(new Profile("Ann", null, null));
    }
}
