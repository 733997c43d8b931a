// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.search;

import dev.hubbub.contract.search.SearchWords.Word;
import java.util.ArrayList;
import java.util.List;

/** Finds the words of one text, from its first character to its last. */
final class WordSplitter {
    private final String text;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private int start;
    private int end;
    private boolean joined;
    private boolean openJoined;

    WordSplitter(String text) {
        this.text = text;
    }

    List<Word> split() {
        for (int at = 0; at < text.length(); ) {
            int next = FoldedCharacter.endOf(text, at);
            int first = text.codePointAt(at);
            if (!FoldedCharacter.isIgnored(first)) {
                take(
                        first < 0x80 ? FoldedCharacter.ascii(first) : FoldedCharacter.of(text.substring(at, next)),
                        at,
                        next);
            } else if (!open.isEmpty()) {
                end = next; // an accent of the letter before
            }
            at = next;
        }
        close();
        return words;
    }

    /** @param folded what a character stands for; empty: it is no part of a word */
    private void take(String folded, int from, int to) {
        if (folded.isEmpty()) {
            close();
            joined = false;
            return;
        }
        folded.codePoints().forEach(letter -> {
            if (FoldedCharacter.isWord(letter)) {
                close();
                add(Character.toString(letter), from, to, joined);
            } else {
                append(letter, from, to);
            }
        });
    }

    private void append(int letter, int from, int to) {
        if (open.isEmpty()) {
            start = from;
            openJoined = joined;
        }
        if (open.length() < SearchWords.MAX_LENGTH) {
            open.appendCodePoint(letter);
        }
        end = to;
    }

    private void close() {
        if (!open.isEmpty()) {
            String word = open.toString();
            open.setLength(0);
            add(word, start, end, openJoined);
        }
    }

    private void add(String word, int from, int to, boolean isJoined) {
        words.add(new Word(word, from, to, isJoined));
        joined = true;
    }
}
