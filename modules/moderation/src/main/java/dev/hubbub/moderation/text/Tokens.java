// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.text;

import java.util.Arrays;

/** A folded text in tokens: words, runs of digits, spaces, line ends, and other characters one by one. */
public final class Tokens {
    /** The digits of Chinese and Japanese, by their values; the second row is another way to write zero to two. */
    private static final String HAN_DIGITS = "〇一二三四五六七八九零幺两";

    private static final String HAN_VALUES = "0123456789012";
    private static final int LONGEST_WORD = 64;

    private final FoldedText text;
    private TokenType[] types;
    private int[] ends;
    private int size;

    private Tokens(FoldedText text) {
        this.text = text;
        this.types = new TokenType[Math.max(8, text.size() / 2)];
        this.ends = new int[types.length];
    }

    public static Tokens of(FoldedText text) {
        Tokens tokens = new Tokens(text);
        for (int at = 0; at < text.size(); ) {
            TokenType type = type(text.point(at));
            int end = at + 1;
            while ((type == TokenType.WORD || type == TokenType.DIGITS)
                    && end < text.size()
                    && type(text.point(end)) == type) {
                end++;
            }
            tokens.append(type, end);
            at = end;
        }
        return tokens;
    }

    private void append(TokenType type, int end) {
        if (size == types.length) {
            types = Arrays.copyOf(types, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        types[size] = type;
        ends[size] = end;
        size++;
    }

    private static TokenType type(int point) {
        if (point == ' ') {
            return TokenType.SPACE;
        }
        if (point == '\n') {
            return TokenType.LINE;
        }
        if (digit(point) >= 0) {
            return TokenType.DIGITS;
        }
        return isWordPart(point) ? TokenType.WORD : TokenType.MARK;
    }

    /** Whether a code point is a letter, or a mark that belongs to one. */
    public static boolean isWordPart(int point) {
        int type = Character.getType(point);
        return Character.isLetter(point)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static int digit(int point) {
        if (point < 0x80) {
            return point >= '0' && point <= '9' ? point - '0' : -1;
        }
        int han = HAN_DIGITS.indexOf(point);
        return han < 0 ? -1 : HAN_VALUES.charAt(han) - '0';
    }

    public FoldedText text() {
        return text;
    }

    public int size() {
        return size;
    }

    /** What a token is; {@link TokenType#NONE} where there is none. */
    public TokenType typeOf(int token) {
        return token >= 0 && token < size ? types[token] : TokenType.NONE;
    }

    /** The index of its first folded code point. */
    public int from(int token) {
        return token == 0 ? 0 : ends[token - 1];
    }

    /** The index after its last folded code point. */
    public int to(int token) {
        return ends[token];
    }

    /** How many folded code points it has. */
    public int length(int token) {
        return to(token) - from(token);
    }

    /** Whether a token is this one character. */
    public boolean isMark(int token, int mark) {
        return typeOf(token) == TokenType.MARK && text.point(from(token)) == mark;
    }

    /** A word as it was folded; empty where the token is none, or longer than any word that is looked up. */
    public String word(int token) {
        return typeOf(token) == TokenType.WORD && length(token) <= LONGEST_WORD
                ? text.folded(from(token), to(token))
                : "";
    }

    /** A word with the Latin letters that look like its own. */
    public String latinWord(int token) {
        return Lookalikes.latin(word(token));
    }

    /** The values of a run of digits; of one that is longer than any number, only its beginning. */
    public String digits(int token) {
        StringBuilder digits = new StringBuilder();
        for (int at = from(token); at < Math.min(to(token), from(token) + LONGEST_WORD); at++) {
            digits.append((char) ('0' + digit(text.point(at))));
        }
        return digits.toString();
    }

    /** The chars from which tokens come. */
    public Span span(int from, int to) {
        return text.span(from(from), to(to - 1));
    }

    /** Tokens as they came. */
    public String original(int from, int to) {
        return text.original(from(from), to(to - 1));
    }
}
