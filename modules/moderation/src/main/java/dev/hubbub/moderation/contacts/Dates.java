// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.contacts;

import dev.hubbub.moderation.text.TokenType;
import dev.hubbub.moderation.text.Tokens;

/** Tells dates from parts of other numbers: 2026-11-30, 30.11.2026, 11/30/2026, with years in four digits. */
final class Dates {
    private static final String SEPARATORS = "-./";

    /** How many tokens the date has that begins at a token; 0 where none does. */
    static int length(Tokens tokens, int at) {
        boolean isTriple = isDigits(tokens, at)
                && isDigits(tokens, at + 2)
                && isDigits(tokens, at + 4)
                && separator(tokens, at + 1) > 0
                && separator(tokens, at + 1) == separator(tokens, at + 3)
                && !(separator(tokens, at + 5) > 0 && isDigits(tokens, at + 6));
        if (!isTriple) {
            return 0;
        }
        int first = value(tokens, at);
        int second = value(tokens, at + 2);
        int third = value(tokens, at + 4);
        boolean yearFirst = isYear(tokens, at) && isMonth(second) && isDay(third);
        boolean yearLast =
                isYear(tokens, at + 4) && ((isDay(first) && isMonth(second)) || (isMonth(first) && isDay(second)));
        return yearFirst || yearLast ? 5 : 0;
    }

    private static int separator(Tokens tokens, int token) {
        if (tokens.typeOf(token) != TokenType.MARK) {
            return 0;
        }
        int point = tokens.text().point(tokens.from(token));
        return SEPARATORS.indexOf(point) >= 0 ? point : 0;
    }

    private static boolean isDigits(Tokens tokens, int token) {
        return tokens.typeOf(token) == TokenType.DIGITS && tokens.length(token) <= 4;
    }

    private static int value(Tokens tokens, int token) {
        return Integer.parseInt(tokens.digits(token));
    }

    private static boolean isYear(Tokens tokens, int token) {
        return tokens.length(token) == 4 && isYear(value(tokens, token));
    }

    /** A year that people write about. */
    static boolean isYear(int value) {
        return value >= 1900 && value <= 2099;
    }

    static boolean isMonth(int value) {
        return value >= 1 && value <= 12;
    }

    static boolean isDay(int value) {
        return value >= 1 && value <= 31;
    }

    private Dates() {}
}
