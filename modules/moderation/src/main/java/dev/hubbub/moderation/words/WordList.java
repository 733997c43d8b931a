// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.words;

import dev.hubbub.moderation.config.StageAction;
import dev.hubbub.moderation.text.FoldedText;
import dev.hubbub.moderation.text.Span;
import dev.hubbub.moderation.text.Tokens;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Finds the words of one list as whole words. In scripts without spaces between words it finds them anywhere. */
public final class WordList {
    private static final int LONGEST_WORD = 100;
    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private final StageAction action;
    private final WordForm form;
    private final Dictionary dictionary;

    /**
     * @param words words, or several words with spaces between them
     * @param leet whether digits and signs count as the letters that they look like
     */
    public WordList(StageAction action, Collection<String> words, boolean leet) {
        this.action = action;
        this.form = leet ? WordForm.LEET : WordForm.PLAIN;
        this.dictionary = new Dictionary(words.stream().map(this::points).toList());
    }

    private int[] points(String word) {
        int[] points = form.points(FoldedText.of(word.strip()));
        if (points.length == 0 || points.length > LONGEST_WORD) {
            throw new IllegalArgumentException("moderation.words.lists: a word of " + points.length
                    + " characters (expected: 1 to " + LONGEST_WORD + ")");
        }
        return points;
    }

    StageAction action() {
        return action;
    }

    /** How many characters of words it keeps. */
    int size() {
        return dictionary.nodes();
    }

    List<Span> find(FoldedText text) {
        List<Span> found = new ArrayList<>();
        dictionary.search(form.points(text), (from, to) -> {
            boolean isWord = isBoundary(text, from, from - 1) && isBoundary(text, to - 1, to);
            if (isWord) {
                found.add(text.span(from, to));
            }
            return isWord;
        });
        return found;
    }

    /** Whether a word may begin or end between the code point inside it and the one outside. */
    private static boolean isBoundary(FoldedText text, int inside, int outside) {
        int point = text.point(inside);
        return !isWordPart(point)
                || !isWordPart(text.point(outside))
                || WITHOUT_SPACES.contains(UnicodeScript.of(point));
    }

    private static boolean isWordPart(int point) {
        return Tokens.isWordPart(point) || Character.isDigit(point);
    }
}
