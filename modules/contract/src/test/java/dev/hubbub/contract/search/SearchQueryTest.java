// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hubbub.contract.search.SearchQuery.Match;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueryTest {
    private static List<String> found(String query, String text) {
        return SearchQuery.of(query).matches(text).stream()
                .map(match -> text.substring(match.start(), match.end()))
                .toList();
    }

    @Test
    void allWordsAreFoundWholeAndInAnyOrder() {
        assertThat(found("world hello", "Hello, wide WORLD; hello")).containsExactly("Hello", "WORLD", "hello");
        assertThat(found("hello moon", "Hello, world")).isEmpty();
        assertThat(found("hell", "Hello")).as("a part of a word is none").isEmpty();
        assertThat(found("creme", "a Crème")).containsExactly("Crème");
    }

    @Test
    void joinedWordsAreJoinedInTheText() {
        assertThat(found("日本", "私は日本人")).containsExactly("日本");
        assertThat(found("日本", "本日は日曜、本")).isEmpty();
        assertThat(found("日本", "日 本")).isEmpty();
        assertThat(found("日 本", "本の日")).containsExactly("本", "日");
        assertThat(found("aa 日日", "日日日日日 aa")).containsExactly("日日", "日日", "aa");
    }

    @Test
    void indexesAreAskedForEachWordOnce() {
        assertThat(SearchQuery.of("b a B 日本日").words()).containsExactly("b", "a", "日", "本");
        assertThat(SearchQuery.of("一二三四五六七八九十百千万亿兆京垓秭穣溝澗正載極").words()).hasSize(20);
    }

    @Test
    void matchesAreBounded() {
        assertThat(SearchQuery.of("a").matches("a ".repeat(5_000)))
                .hasSize(100)
                .startsWith(new Match(0, 1), new Match(2, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"\"", "(+)+$", "\u0301", "\u202e"})
    void aQueryHasAWord(String query) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchQuery.of(query))
                .withMessage("query: no word (expected: letters or digits)");
    }

    @Test
    void onlyLettersAndDigitsMeanSomething() {
        assertThat(SearchQuery.of("NEAR(\"a\" b*, 5)").terms())
                .containsExactly(List.of("near"), List.of("a"), List.of("b"), List.of("5"));
        assertThat(SearchQuery.of("(a+)+$").words()).containsExactly("a");
    }

    @Test
    void tenWordsAreEnough() {
        assertThat(SearchQuery.of("a b c d e f g h i j A").terms()).hasSize(10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchQuery.of("a b c d e f g h i j k"))
                .withMessage("query, its words: 11 (expected: 1 to 10)");
    }
}
