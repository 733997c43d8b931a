// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.contacts;

import dev.hubbub.moderation.text.FoldedText;
import dev.hubbub.moderation.text.WordFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words for numbers below a thousand, in a dozen languages. */
final class NumberWords {
    private static final Map<String, NumberWord> WORDS = read(WordFile.lines(NumberWords.class, "number-words.txt"));

    /**
     * @param room below what a number must be to be added to this one: 100 for hundreds, 10 for tens, else 0
     */
    record NumberWord(int value, int room) {}

    private static Map<String, NumberWord> read(List<String> lines) {
        Map<String, NumberWord> words = new HashMap<>();
        for (String line : lines) {
            String[] parts = line.split(" ", -1);
            for (int i = 1; i < parts.length; i++) {
                FoldedText word = FoldedText.of(parts[i]);
                words.putIfAbsent(word.folded(0, word.size()), word(parts[0], i));
            }
        }
        return Map.copyOf(words);
    }

    private static NumberWord word(String kind, int place) {
        return switch (kind) {
            case "units" -> new NumberWord(place - 1, 0);
            case "teens" -> new NumberWord(9 + place, 0);
            case "tens" -> new NumberWord(10 + 10 * place, 10);
            case "hundreds" -> new NumberWord(100 * place, 100);
            default -> throw new IllegalStateException("number-words.txt: " + kind);
        };
    }

    /** What a folded word means; absent (null): no number. */
    static @Nullable NumberWord of(String word) {
        return WORDS.get(word);
    }

    private NumberWords() {}
}
