// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.moderation.Messages;
import dev.hubbub.moderation.config.StageAction;
import dev.hubbub.moderation.config.WordListConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordStageTest {
    @TempDir
    private Path dir;

    private static WordList list(StageAction action, String... words) {
        return new WordList(action, List.of(words), false);
    }

    private static MessageAnswer judge(String text, WordList... lists) {
        return new WordStage(List.of(lists), "[-]").judge(Messages.text(text)).result();
    }

    private static String masked(String text, WordList list) {
        String left = judge(text, list).text();
        return left == null ? text : left;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a bad word|a [-] word",
                "BAD!|[-]!",
                "bád, bа̀d|[-], [-]",
                "ｂａｄ|[-]",
                "b\u200bad|[-]",
                "𝐛𝐚𝐝|[-]",
                "bаd with a Cyrillic a|[-] with a Cyrillic a",
                "badly|badly",
                "bad7|bad7",
                "_bad_|_[-]_",
                "bad-bad|[-]-[-]",
                "Straße STRASSE strasse|[-] [-] [-]",
                "buy   now|[-]",
                "buy\tnow|[-]",
                "buynow|buynow",
                "это дурак|это [-]",
                "это дypaк|это [-]",
                "дураки|дураки",
                "сор|сор",
                "他是坏蛋吗|他是[-]吗",
                "바보 바보들|[-] 바보들",
                "ไอ้บ้าเอ๊ย|ไอ้[-]เอ๊ย"
            })
    void wholeWordsAreMasked(String text, String left) {
        WordList words = list(StageAction.MASK, "Bad", "strasse", "buy now", "дурак", "cop", "坏蛋", "바보", "บ้า");
        assertThat(masked(text, words)).isEqualTo(left);
    }

    @Test
    void longestWordIsMasked() {
        assertThat(masked("she sells hers", list(StageAction.MASK, "he", "she", "hers", "she sells")))
                .isEqualTo("[-] [-]");
    }

    @Test
    void digitsAndSignsCountAsLettersIfThatIsSet() {
        WordList leet = new WordList(StageAction.MASK, List.of("bitch", "kill"), true);
        assertThat(masked("b1tch B!TCH bi7ch k1||", leet)).isEqualTo("[-] [-] [-] [-]");
        assertThat(masked("b1tch", list(StageAction.MASK, "bitch"))).isEqualTo("b1tch");
        assertThat(masked("kill!", leet)).isEqualTo("[-]!");
    }

    @Test
    void strongestActionDecides() {
        WordList mask = list(StageAction.MASK, "one");
        WordList hold = list(StageAction.HOLD, "two");
        WordList refuse = list(StageAction.REFUSE, "three");
        assertThat(judge("one", mask, hold, refuse).text()).isEqualTo("[-]");
        assertThat(judge("one two", mask, hold, refuse)).isEqualTo(MessageAnswer.held(WordStage.REASON));
        assertThat(judge("one two three", mask, hold, refuse)).isEqualTo(MessageAnswer.refused(WordStage.REASON));
        assertThat(judge("four", mask, hold, refuse)).isEqualTo(MessageAnswer.PASSED);
    }

    @Test
    void thousandsOfWordsComeFromAFile() throws Exception {
        Path file = dir.resolve("words.txt");
        List<String> words =
                IntStream.range(0, 20_000).mapToObj(i -> "word" + i + "x").toList();
        Files.write(file, List.of("# a remark", "", "bad"));
        Files.write(file, words, StandardOpenOption.APPEND);
        WordListConfig config = new WordListConfig(StageAction.MASK, List.of("more"), file.toString(), false);
        WordStage stage = new WordStage(WordListReader.read(List.of(config)), "[-]");
        assertThat(stage.judge(Messages.text("word0x word19999x word20000x bad more a remark"))
                        .result()
                        .text())
                .isEqualTo("[-] [-] word20000x [-] [-] a remark");
        assertThat(stage.size()).isGreaterThan(20_000);
    }

    @Test
    void fileThatCannotBeUsedIsRefusedByKey() throws Exception {
        Path latin = Files.write(dir.resolve("latin.txt"), new byte[] {'b', (byte) 0xe4, 'd'});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WordListReader.read(List.of(new WordListConfig(null, null, latin.toString(), null))))
                .withMessageContaining("moderation.words.lists: ")
                .withMessageEndingWith("is not UTF-8 (expected: a text in UTF-8)");
        String missing = dir.resolve("missing.txt").toString();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WordListReader.read(List.of(new WordListConfig(null, null, missing, null))))
                .withMessageContaining("cannot be read");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> list(StageAction.MASK, "\u200b"))
                .withMessageContaining("a word of 0 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> list(StageAction.MASK, "a".repeat(101)))
                .withMessageContaining("a word of 101 characters");
    }

    @Test
    void messageWithoutATextPasses() {
        WordStage stage = new WordStage(List.of(list(StageAction.MASK, "bad")), "[-]");
        assertThat(stage.judge(Messages.ofKind("image", null)).result()).isEqualTo(MessageAnswer.PASSED);
    }
}
