// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.search;

import dev.hubbub.contract.search.SearchWords.Word;
import dev.hubbub.contract.value.Check;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is looked for: words that a text must have, whole and in any order. Words that are joined in the query, as the
 * characters of Chinese are, must be joined in the text.
 *
 * @param terms words, or words that are joined
 */
public record SearchQuery(List<List<String>> terms) {
    /** How many words a query has at most; those that are joined count as one. */
    public static final int MAX_TERMS = 10;

    /** For how many words an index is asked; a text is held to all of them. */
    private static final int MAX_ASKED = 20;

    private static final int MAX_MATCHES = 100;

    public SearchQuery {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("query: no word (expected: letters or digits)");
        }
        Check.range("query, its words", terms.size(), 1, MAX_TERMS);
    }

    /**
     * Some characters in a text.
     *
     * @param start in UTF-16 units
     * @param end after the last of them
     */
    public record Match(int start, int end) {}

    /** The words of a text that a user wrote; nothing in it has another meaning. */
    public static SearchQuery of(String text) {
        List<List<String>> terms = new ArrayList<>();
        for (Word word : SearchWords.of(text)) {
            if (terms.isEmpty() || !word.joined()) {
                terms.add(new ArrayList<>());
            }
            terms.get(terms.size() - 1).add(word.text());
        }
        return new SearchQuery(terms.stream().map(List::copyOf).distinct().toList());
    }

    /** The words to ask an index for: each message that is looked for has all of them. */
    public List<String> words() {
        return terms.stream().flatMap(List::stream).distinct().limit(MAX_ASKED).toList();
    }

    /** Where a text has the words, in its order, at most {@value #MAX_MATCHES} places; empty: it does not have all of them. */
    public List<Match> matches(String text) {
        List<Word> words = SearchWords.of(text);
        List<Match> matches = new ArrayList<>();
        for (List<String> term : terms) {
            List<Match> found = matches(words, term);
            if (found.isEmpty()) {
                return List.of();
            }
            matches.addAll(found);
        }
        matches.sort(Comparator.comparingInt(Match::start).thenComparingInt(Match::end));
        return matches.stream().limit(MAX_MATCHES).toList();
    }

    /** They do not overlap. */
    private static List<Match> matches(List<Word> words, List<String> term) {
        List<Match> found = new ArrayList<>();
        int at = 0;
        while (at + term.size() <= words.size() && found.size() < MAX_MATCHES) {
            if (isAt(words, at, term)) {
                found.add(new Match(
                        words.get(at).start(), words.get(at + term.size() - 1).end()));
                at += term.size();
            } else {
                at++;
            }
        }
        return found;
    }

    private static boolean isAt(List<Word> words, int at, List<String> term) {
        for (int i = 0; i < term.size(); i++) {
            Word word = words.get(at + i);
            if (!word.text().equals(term.get(i)) || (i > 0 && !word.joined())) {
                return false;
            }
        }
        return true;
    }
}
