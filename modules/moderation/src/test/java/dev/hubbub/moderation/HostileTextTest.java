// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.contract.moderation.FloodGuard.Counted;
import dev.hubbub.contract.moderation.FloodGuard.Finding;
import dev.hubbub.moderation.config.ContactsConfig;
import dev.hubbub.moderation.config.ContactsConfig.Contact;
import dev.hubbub.moderation.config.FloodConfig;
import dev.hubbub.moderation.config.LinksConfig;
import dev.hubbub.moderation.config.StageAction;
import dev.hubbub.moderation.contacts.ContactStage;
import dev.hubbub.moderation.flood.FloodStage;
import dev.hubbub.moderation.links.LinkStage;
import dev.hubbub.moderation.stage.Stage;
import dev.hubbub.moderation.words.WordList;
import dev.hubbub.moderation.words.WordStage;
import io.vertx.core.Future;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts of 16 KB that are made to keep a stage busy. What takes more than time in proportion to their length does not end before
 * the time that a test has here.
 */
class HostileTextTest {
    private static final int LENGTH = 16_384;
    private static final String MASK = "\ue000";

    /** What the stages look for, and what begins like it, in pieces of texts. */
    private static final List<String> PIECES = List.of(
            "8 ",
            "+1(",
            "(",
            "1",
            "123-",
            "l1",
            "2026-11-30",
            "one ",
            "nine hundred ",
            "сто ",
            "一",
            "a@",
            "@",
            "a@a.",
            "a.com.",
            "a.com/",
            "http://",
            "http:",
            "tg ",
            "tg @",
            "tg:",
            "(at)",
            " at ",
            " dot ",
            "ann@",
            "@gmail",
            "%2e",
            "é",
            "\u0301",
            "\u200b",
            "한",
            "ﷺ",
            "坏",
            "บ้า",
            "a",
            "аa",
            ".",
            "/",
            "\\",
            "<",
            "\n",
            " ",
            "😀",
            "\ud83d\udc68\u200d\ud83d\udc69",
            "order ",
            "EUR",
            "DE89 ",
            "٣",
            "⑧",
            "bad",
            "buy now");

    private static Stage contacts() {
        ContactsConfig all = new ContactsConfig(
                true, null, Set.of(Contact.values()), null, null, null, List.of("good.example", "b.com"));
        return new ContactStage(all, MASK);
    }

    private static Stage words() {
        List<String> runs = IntStream.rangeClosed(1, 100).mapToObj("a"::repeat).toList();
        return new WordStage(
                List.of(
                        new WordList(StageAction.MASK, List.of("bad", "buy now", "坏", "한", "a", "8"), false),
                        new WordList(StageAction.MASK, runs, true)),
                MASK);
    }

    private static Stage links() {
        return new LinkStage(
                new LinksConfig(true, StageAction.MASK, null, List.of("good.example"), List.of("b.com"), null), MASK);
    }

    private static Stage flood() {
        return new FloodStage(
                new FloodConfig(true, null, null, null, null, null),
                count -> Future.succeededFuture(new Counted(Finding.FINE, 0)));
    }

    static List<Stage> stages() {
        return List.of(contacts(), words(), links(), flood());
    }

    private static String repeated(String piece) {
        return piece.repeat(LENGTH / piece.length() + 1);
    }

    private static String mixed(Random random) {
        int from = random.nextInt(PIECES.size());
        int kinds = 2 + random.nextInt(6);
        StringBuilder text = new StringBuilder();
        while (text.length() < LENGTH) {
            text.append(PIECES.get((from + random.nextInt(kinds)) % PIECES.size()));
        }
        return text.toString();
    }

    /** All of the text but what masks stand for, in its order. */
    private static void assertOnlyMasked(String text, MessageAnswer answer) {
        String left = answer.text() == null ? text : answer.text();
        String[] parts = left.split(MASK, -1);
        int at = 0;
        for (int part = 0; part < parts.length; part++) {
            int found = part == parts.length - 1 ? text.length() - parts[part].length() : text.indexOf(parts[part], at);
            assertThat(found).as("part %d of %d", part, parts.length).isGreaterThanOrEqualTo(at);
            assertThat(text.startsWith(parts[part], found)).isTrue();
            assertThat(part > 0 || found == 0).isTrue();
            at = found + parts[part].length();
        }
    }

    @ParameterizedTest
    @MethodSource("stages")
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void repetitionsEndAndOnlyMasksChangeThem(Stage stage) {
        for (String piece : PIECES) {
            String text = visible(repeated(piece));
            assertOnlyMasked(text, stage.judge(Messages.text(text)).result());
        }
    }

    /** A message has something to see. */
    private static String visible(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit) ? text : text + "x";
    }

    @ParameterizedTest
    @MethodSource("stages")
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void mixturesEndAndOnlyMasksChangeThem(Stage stage) {
        Random random = new Random(16);
        for (int round = 0; round < 8; round++) {
            String text = visible(mixed(random));
            assertOnlyMasked(text, stage.judge(Messages.text(text)).result());
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void longTextWithOneFindingKeepsTheRest() {
        String around = "Straße, ａ\u200b, e\u0301, 😀 ".repeat(700);
        String answer = contacts()
                .judge(Messages.text(around + "8 (916) 123-45-67" + around))
                .result()
                .text();
        assertThat(answer).isEqualTo(around + MASK + around);
    }
}
