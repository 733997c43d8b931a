// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hooks.MessageHooks.MessageAction;
import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.contract.hooks.MessageHooks.MessageQuestion;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageHooksTest {
    private static final RoomId LOBBY = new RoomId("lobby");

    private static MessageAnswer read(String json) {
        return Json.read(new JsonObject(json), MessageAnswer.class);
    }

    private static RoomDetails room(@Nullable Map<String, Object> meta) {
        JsonObject json = new JsonObject().put("visibility", "public");
        return Json.read(meta == null ? json : json.put("meta", new JsonObject(meta)), RoomDetails.class);
    }

    @Test
    void stagesOfTheHubAreBelowTheAddressOfTheHook() {
        assertThat(List.of(MessageHooks.CONTACTS, MessageHooks.WORDS, MessageHooks.LINKS, MessageHooks.FLOOD))
                .allSatisfy(stage -> assertThat(stage.address()).matches("hook\\.message\\.before\\.[a-z]+"));
        assertThat(MessageHooks.BEFORE.address()).isEqualTo("hook.message.before");
    }

    @Test
    void answersAreRead() {
        assertThat(read("{\"action\": \"pass\"}")).isEqualTo(MessageAnswer.PASSED);
        assertThat(read("{\"action\": \"replace\", \"text\": \"hi\"}")).isEqualTo(MessageAnswer.replaced("hi"));
        assertThat(read("{\"action\": \"refuse\", \"reason\": \"no\"}")).isEqualTo(MessageAnswer.refused("no"));
        assertThat(read("{\"action\": \"hold\", \"more\": 1}").action()).isEqualTo(MessageAction.HOLD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"action\": \"allow\"}",
                "{\"action\": 1}",
                "{\"action\": \"replace\"}",
                "{\"action\": \"replace\", \"text\": \" \"}",
                "{\"action\": \"replace\", \"text\": \"\\ud83d\"}",
                "{\"action\": \"replace\", \"text\": {}}",
                "{\"action\": \"pass\", \"text\": \"hi\"}",
                "{\"action\": \"hold\", \"text\": \"hi\"}",
                "{\"action\": \"pass\", \"room\": \"\"}"
            })
    void wrongAnswersAreRefused(String json) {
        Assertions.assertThatExceptionOfType(HubException.class).isThrownBy(() -> read(json));
    }

    @Test
    void answerMayRepeatTheRoomAndNameNoOther() {
        read("{\"action\": \"pass\", \"room\": \"lobby\"}").requireAbout(LOBBY);
        MessageAnswer.PASSED.requireAbout(LOBBY);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> read("{\"action\": \"pass\", \"room\": \"hall\"}").requireAbout(LOBBY))
                .withMessage("room: another one (expected: lobby, or none)");
    }

    @Test
    void questionHasAKindAndAValidText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> question("a b", "hi"))
                .withMessageStartingWith("kind: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> question("text", ""))
                .withMessageStartingWith("text: ");
        assertThat(question("image", null).withText("hi")).isEqualTo(question("image", "hi"));
    }

    private static MessageQuestion question(String kind, @Nullable String text) {
        return new MessageQuestion(
                LOBBY, new UserId("ann"), kind, null, text, null, null, null, RoomKind.GROUP, null, null);
    }

    @Test
    void stageOfTheDealIsTheLineThatTheHostAppWritesInMeta() {
        assertThat(MessageHooks.dealStage(room(Map.of("dealStage", "paid")))).isEqualTo("paid");
        assertThat(MessageHooks.dealStage(room(null))).isNull();
        assertThat(MessageHooks.dealStage(room(Map.of("stage", "paid")))).isNull();
        assertThat(MessageHooks.dealStage(room(Map.of("dealStage", 7)))).isNull();
        assertThat(MessageHooks.dealStage(room(Map.of("dealStage", "a\nb")))).isNull();
        assertThat(MessageHooks.dealStage(room(Map.of("dealStage", "a".repeat(65)))))
                .isNull();
    }
}
