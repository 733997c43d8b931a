// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader sees nothing of is no text. */
final class BlankTextTest {
    /** One of each kind, and mixtures; escaped, or an editor would drop them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n\t",
                "\u00a0\u2003\u3000\u2028",
                "\u0000\u0007\u0085",
                "\u200b\u200c\u200d\ufeff",
                "\u00ad\u2060\u2064",
                "\u202a\u202e\u2066\u2069\u200e\u200f\u061c",
                "\u2800",
                "\u2800 \u2800",
                "\u3164",
                "\u115f\u1160\uffa0",
                "\u17b4\u17b5",
                "\u180b\u180e\u180f",
                "\ufe0f",
                "\ufff9\ufffa\ufffb",
                "\ufffc",
                "\u034f",
                "\u0301",
                "\u0300\u0489\u20dd",
                "\u093e",
                "\ud834\udd59",
                "\ud834\udd73\ud834\udd7a",
                "\udb40\udc41\udb40\udc7f",
                "\udb40\udd00",
                "\ud82f\udca0",
                "\u2065\ufff0",
                " \u200b\u3164\u0301\ufe0f\u2800\n"
            })
    void charactersWithoutATraceAreBlank(String text) {
        assertThat(BlankText.isBlank(text)).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.text("text", text))
                .withMessage("text: blank or not valid Unicode (expected: text with a visible character)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.line("name", text, 100))
                .withMessageEndingWith("(expected: 1 to 100 visible characters on one line)");
        assertThat(new Profile(text, null, text)).isEqualTo(Profile.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                ".",
                "\u200bx",
                "e\u0301",
                "\u0301e",
                "\u1100\u1160",
                "\u3164a",
                "\u2801",
                "\u270c\ufe0f",
                "1\ufe0f\u20e3",
                "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
                "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f",
                "\ud83c\uddeb\ud83c\uddf7",
                "\u05d0\u200f!",
                "\u202babc\u202c",
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                "\u06dd",
                "\u0915\u093e",
                "\ue000",
                "\ud83c\udffb"
            })
    void whatShowsSomethingIsText(String text) {
        assertThat(BlankText.isBlank(text)).isFalse();
        Check.text("text", text);
    }

    @Test
    void emojiAndMarksOnLettersAreNames() {
        for (String name :
                List.of("Zoe\u0308", "\ud83d\udc69\u200d\ud83d\ude80", "\u270c\ufe0f", "\u0905\u0928\u0940")) {
            Check.line("name", name, 100);
            assertThat(new Profile(name, null, name)).isEqualTo(new Profile(name, null, name));
            assertThat(new Profile(name, null, null).name()).isEqualTo(name);
        }
    }

    @Test
    void requestsAreRefusedByTheFieldThatIsBlank() {
        RoomId tea = new RoomId("tea");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Messages.Send(tea, new ClientId("c1"), "\u200b"))
                .withMessageStartingWith("text: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rooms.Create("\u3164", null, Visibility.PUBLIC, null))
                .withMessageStartingWith("name: ");
    }
}
