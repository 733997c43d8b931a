// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.content.ContentKinds;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdsTest {
    @ParameterizedTest
    @ValueSource(strings = {"lobby", "a", "0", "session_1732082345_abc123", "A-b_C", "chat:42"})
    void roomIdsOfTheGrammarAreTaken(String id) {
        assertThat(new RoomId(id).value()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "_a", ":a", "a.b", "a b", "a/b", "ä", "a\n", "$ne", "a\u0000"})
    void otherRoomIdsAreRefusedByName(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RoomId(id)).withMessageStartingWith("room: ");
    }

    @Test
    void roomIdsEndAtSixtyFourCharacters() {
        assertThat(new RoomId("x".repeat(64)).value()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> new RoomId("x".repeat(65)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6",
                "alice",
                "auth0|5f7c",
                "ann@example.org",
                "user_2NNEqL2nrIRdJ194ndJqAHwEfxC",
                "a:b~c",
                "@alice",
                "-",
                "__proto__",
                "{8a1f-03}",
                "a$b",
                "https://issuer.example/users/1?a=b#c",
                "CN=ann,OU=shop\\\"'<>`%&*()[];!^"
            })
    void userIdsOfHostAppsAreTaken(String id) {
        assertThat(new UserId(id).value()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " alice",
                "al ice",
                "alice\n",
                "a\tb",
                "a\u0000",
                "a\u007f",
                "\u00e4",
                "\u0430nn",
                "\ud83d\ude00"
            })
    void otherUserIdsAreRefused(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId(id)).withMessageStartingWith("user: ");
    }

    @Test
    void userIdsAreAsLongAsASubMayBe() {
        assertThat(new UserId("~".repeat(255)).value()).hasSize(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UserId("x".repeat(256)))
                .withMessageEndingWith("(expected: 1 to 255 printable ASCII characters without a space)");
    }

    @Test
    void idsOfServerKeysAreNotThoseOfMembers() {
        UserId key = UserId.ofServerKey("shop");
        RoomId room = new RoomId("a");
        assertThat(key).isEqualTo(new UserId("server.shop"));
        assertThat(key.isServerKey()).isTrue();
        assertThat(new UserId("server").isServerKey()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rooms.Add(room, key))
                .withMessageStartingWith("user: server.shop (expected: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rooms.Create("a", List.of(key), null, null))
                .withMessageStartingWith("members: server.shop");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rooms.Create("a", null, null, null).ownedBy(key))
                .withMessageStartingWith("owner: server.shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\n", "é"})
    void clientIdsArePrintable(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientId(id)).withMessageStartingWith("clientId: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a b", "a.b", "é", "$ne"})
    void kindsOfRoomsAreWords(String kind) {
        assertThat(new RoomKind("ask-me-2").name()).isEqualTo("ask-me-2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RoomKind(kind))
                .withMessageStartingWith("kind: ");
        assertThatIllegalArgumentException().isThrownBy(() -> new RoomKind("k".repeat(33)));
    }

    @Test
    void unknownWordsAreShownWithThoseExpected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentKinds.named("song"))
                .withMessage("kind: not known (expected: code, document, image, location, system, text, voice, or x."
                        + " and 1 to 32 letters, digits, '-', '_' or '.')");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.oneOf("kind", "\u001b" + "x".repeat(100), List.of("one", "two")))
                .withMessage("kind: ?" + "x".repeat(39) + "... (expected: one or two)");
    }

    @Test
    void messagesShowNoControlCharactersAndNoLongValues() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RoomId("\u001b[31m" + "x".repeat(10_000)))
                .satisfies(
                        e -> assertThat(e.getMessage()).doesNotContain("\u001b").hasSizeLessThan(200));
    }

    @Test
    void shardsAreTheSameForEverybody() {
        assertThat(Shard.of("lobby")).isEqualTo((int) (0xcce455f7L % 32)); // CRC-32 by any other tool
        assertThat(Shard.of("")).isZero();
    }
}
