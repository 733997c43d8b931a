// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedTextTest {
    private static String folded(String text) {
        FoldedText folded = FoldedText.of(text);
        return folded.folded(0, folded.size());
    }

    @ParameterizedTest
    @CsvSource({
        "ＡＢＣ, abc",
        "Straße, strasse",
        "Ærø, aero",
        "e\u0301, e",
        "ÉCOLE, ecole",
        "ё й, е и",
        "ΣΑΣ σας, σασ σασ",
        "İstanbul ı, istanbul i",
        "ﬁ, fi",
        "٣ ३ ９ ⑨ 𝟗 ❾ ➈ ⓿ ㊷, 3 3 9 9 9 9 9 0 42",
        "a\u200bb\u00adc\u2066d, abcd",
        "مُحَمَّد, محمد",
        "がか, か\u3099か",
        "ﷺ, ﷺ"
    })
    void charactersAreFolded(String text, String folded) {
        assertThat(folded(text)).isEqualTo(folded);
    }

    @Test
    void vowelsOfIndicScriptsStay() {
        assertThat(folded("\u0915\u0941")).isNotEqualTo(folded("\u0915\u0942"));
    }

    @Test
    void runOfSpacesIsOne() {
        assertThat(folded("a \t\u00a0\u3000b \r\n c")).isEqualTo("a b\nc");
    }

    @Test
    void spanHasWhatIsInvisibleBehindIt() {
        FoldedText text = FoldedText.of("x8\ufe0f\u20e3\u200by");
        assertThat(text.span(1, 2)).isEqualTo(new Span(1, 5));
        assertThat(Masking.apply(text.original(), List.of(text.span(1, 2)), "-"))
                .isEqualTo("x-y");
    }

    @Test
    void loneSurrogatesAreKept() {
        assertThat(FoldedText.of("a\ud83d").size()).isEqualTo(2);
        assertThat(FoldedText.of("").size()).isZero();
    }

    @Test
    void spansThatOverlapGetOneMask() {
        assertThat(Masking.apply("abcdef", List.of(new Span(2, 5), new Span(0, 3), new Span(5, 6)), "-"))
                .isEqualTo("--");
        assertThat(Masking.apply("abc", List.of(), "-")).isEqualTo("abc");
    }
}
