// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The words of a text, as messages are found by them: runs of letters and digits, without case, accents and forms. Scripts
 * that are written without spaces have a word for each character. All of it takes time in proportion to the text. An index
 * holds what this gives: after a change of it indexes must be made anew.
 */
public final class SearchWords {
    /** How many different words of a message are in an index. */
    public static final int MAX_WORDS = 500;

    /** How many characters of a word count. */
    public static final int MAX_LENGTH = 64;

    /**
     * A word in a text.
     *
     * @param text in the form in which words are compared: letters and digits, and marks that are part of letters
     * @param start where it begins in the text, in UTF-16 units
     * @param end after its last character
     * @param joined whether nothing is between it and the word before
     */
    public record Word(String text, int start, int end, boolean joined) {}

    /** All words, in their order. */
    public static List<Word> of(String text) {
        return new WordSplitter(text).split();
    }

    /** Each word once; of very many the first {@value #MAX_WORDS}. */
    public static Set<String> distinct(String text) {
        Set<String> distinct = new LinkedHashSet<>();
        for (Word word : of(text)) {
            distinct.add(word.text());
            if (distinct.size() == MAX_WORDS) {
                break;
            }
        }
        return distinct;
    }

    private SearchWords() {}
}
