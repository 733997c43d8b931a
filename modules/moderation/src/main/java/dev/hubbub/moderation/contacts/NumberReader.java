// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.contacts;

import dev.hubbub.moderation.contacts.NumberWords.NumberWord;
import dev.hubbub.moderation.text.TokenType;
import dev.hubbub.moderation.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a number that stand together: digits and words for numbers, with a few marks between them. */
final class NumberReader {
    private static final int LONGEST_GAP = 4;

    /** Marks that stand between the parts of one number. Others do between single digits only. */
    private static final String WITHIN_NUMBERS = " -.()/_";

    /** Letters that stand for zero and one between digits. */
    private static final String ZEROS = "oоο";

    private static final String ONES = "liі|";

    private final Tokens tokens;
    private final List<NumberGroup> groups = new ArrayList<>();
    private @Nullable NumberWord spoken;

    private NumberReader(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Whether a token is a number, or begins one. */
    static boolean begins(Tokens tokens, int token) {
        return tokens.typeOf(token) == TokenType.DIGITS || NumberWords.of(tokens.word(token)) != null;
    }

    /** The parts from a token on at which a number begins; none of a date, whose tokens are {@link Dates#length}. */
    static List<NumberGroup> read(Tokens tokens, int at) {
        NumberReader reader = new NumberReader(tokens);
        reader.add(at, "");
        for (int next = reader.next(); next >= 0; next = reader.next()) {
            String gap = reader.gap(next);
            if (!reader.joins(gap, next)) {
                break;
            }
            reader.add(next, gap);
        }
        return reader.groups;
    }

    private NumberGroup last() {
        return groups.get(groups.size() - 1);
    }

    private void add(int at, String gap) {
        NumberWord word = NumberWords.of(tokens.word(at));
        if (word == null) {
            int to = endOfDigits(at);
            groups.add(new NumberGroup(digits(at, to), false, at, to, gap));
            spoken = null;
        } else if (spoken != null && word.value() > 0 && word.value() < spoken.room()) {
            NumberGroup before = groups.remove(groups.size() - 1);
            spoken = new NumberWord(spoken.value() + word.value(), word.room());
            groups.add(new NumberGroup(String.valueOf(spoken.value()), true, before.from(), at + 1, before.gap()));
        } else {
            groups.add(new NumberGroup(String.valueOf(word.value()), true, at, at + 1, gap));
            spoken = word;
        }
    }

    /** Digits, and single letters between digits that look like some. */
    private int endOfDigits(int at) {
        int to = at + 1;
        while (isLookalike(to) && tokens.typeOf(to + 1) == TokenType.DIGITS) {
            to += 2;
        }
        return to;
    }

    private boolean isLookalike(int token) {
        TokenType type = tokens.typeOf(token);
        return (type == TokenType.WORD || type == TokenType.MARK)
                && tokens.length(token) == 1
                && (ZEROS + ONES).indexOf(tokens.text().point(tokens.from(token))) >= 0;
    }

    private String digits(int from, int to) {
        StringBuilder digits = new StringBuilder(tokens.digits(from));
        for (int at = from + 1; at < to && digits.length() <= PhoneRules.MOST_DIGITS; at += 2) {
            digits.append(ZEROS.indexOf(tokens.text().point(tokens.from(at))) >= 0 ? '0' : '1');
            digits.append(tokens.digits(at + 1));
        }
        return digits.toString();
    }

    /** The token at which the next number begins; -1 where none does, or it is too far away. */
    private int next() {
        int from = last().to();
        for (int at = from; at <= from + LONGEST_GAP; at++) {
            if (begins(tokens, at)) {
                return at;
            }
            TokenType type = tokens.typeOf(at);
            if (type != TokenType.SPACE && type != TokenType.LINE && type != TokenType.MARK) {
                return -1;
            }
        }
        return -1;
    }

    private String gap(int next) {
        StringBuilder gap = new StringBuilder();
        for (int at = last().to(); at < next; at++) {
            int point = tokens.text().point(tokens.from(at));
            gap.appendCodePoint(Character.getType(point) == Character.DASH_PUNCTUATION ? '-' : point);
        }
        return gap.toString();
    }

    private boolean joins(String gap, int next) {
        if (Dates.length(tokens, next) > 0) {
            return false;
        }
        boolean isSpoken = NumberWords.of(tokens.word(next)) != null;
        boolean isSentenceEnd = gap.contains(". ");
        if (!isSentenceEnd && gap.codePoints().allMatch(point -> WITHIN_NUMBERS.indexOf(point) >= 0)) {
            return true;
        }
        return (last().isSpoken() || last().length() == 1)
                && (isSpoken || (tokens.typeOf(next) == TokenType.DIGITS && tokens.length(next) == 1));
    }
}
