// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.search.SearchWords.Word;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchWordsTest {
    private static String words(String text) {
        return SearchWords.of(text).stream().map(Word::text).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "'Hello, World 42!', hello world 42",
        "'Crème Brûlée', creme brulee",
        "'CREME BRULEE', creme brulee",
        "'Straße STRASSE', strasse strasse",
        "'ＡＢＣ１２３', abc123",
        "'ﬁn', fin",
        "'don''t', don t",
        "'a_b-c.d', a b c d",
        "'СЪЁМКА', съемка",
        "'ΣΊΣΥΦΟΣ σίσυφος', σισυφοσ σισυφοσ",
        "'שָׁלוֹם', שלום",
        "'مَرْحَبًا مرحبا', مرحبا مرحبا",
        "'٣٤', 34",
        "'हिन्दी', हिन्दी",
        "'x²', x2",
        "'so\u00adft', soft",
        "'İstanbul istanbul', istanbul istanbul"
    })
    void wordsAreWithoutCaseAccentsAndForms(String text, String expected) {
        assertThat(words(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"日本語, 日 本 語", "ひらがな, ひ ら が な", "한국어, 한 국 어", "株iphone株, 株 iphone 株", "ไทย, ไ ท ย"})
    void scriptsWithoutSpacesHaveAWordForEachCharacter(String text, String expected) {
        assertThat(words(text)).isEqualTo(expected);
        List<Word> all = SearchWords.of(text);
        assertThat(all.get(0).joined()).isFalse();
        assertThat(all.subList(1, all.size())).allMatch(Word::joined);
    }

    @Test
    void composedAndDecomposedTextsHaveTheSameWords() {
        assertThat(words("e\u0301te\u0301")).isEqualTo(words("\u00e9t\u00e9"));
        assertThat(words("\u304b\u3099")).isEqualTo(words("\u304c"));
        assertThat(words("\uff76\uff9e")).isEqualTo(words("\u30ac"));
        assertThat(words("\u1112\u1161\u11ab")).isEqualTo(words("\ud55c")).isEqualTo("\ud55c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t\n",
                "!?… – \"' ()*+$",
                "\u0301\u0302\u0303",
                "👍🏽❤️",
                "\u202e\u200b\ufeff",
                "\ud800 \udc00"
            })
    void textsWithoutLettersAndDigitsHaveNoWord(String text) {
        assertThat(SearchWords.of(text)).isEmpty();
    }

    @Test
    void wordsKnowTheirPlaceInTheText() {
        String text = "👍 Ça\u0301va, 日本";
        assertThat(SearchWords.of(text))
                .extracting(word -> text.substring(word.start(), word.end()))
                .containsExactly("Ça\u0301va", "日", "本");
        assertThat(SearchWords.of("cafe\u0301!").get(0)).isEqualTo(new Word("cafe", 0, 5, false));
    }

    @Test
    void longWordsAreCutAndManyAreBounded() {
        String word = "x".repeat(10_000);
        assertThat(SearchWords.of(word)).containsExactly(new Word("x".repeat(64), 0, 10_000, false));
        String text = IntStream.range(0, 2_000).mapToObj(n -> "w" + n).collect(Collectors.joining(" "));
        assertThat(SearchWords.distinct(text))
                .hasSize(500)
                .startsWith("w0", "w1")
                .endsWith("w499");
        assertThat(SearchWords.distinct("a b a")).containsExactly("a", "b");
    }

    @Test
    void hostileTextsAreSplitLikeOthers() {
        assertThat(SearchWords.of("a\u0301\u0323".repeat(100_000)).get(0).text())
                .isEqualTo("a".repeat(64));
        assertThat(SearchWords.of("\ufdfa".repeat(10_000))).isNotEmpty();
        assertThat(SearchWords.of("\u1160".repeat(50_000))).isNotEmpty();
    }
}
