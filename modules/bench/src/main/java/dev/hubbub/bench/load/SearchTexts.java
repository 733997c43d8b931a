// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import java.util.SplittableRandom;

/**
 * Texts of words from a vocabulary in which some are common and most are rare, as in a language. The text of a number is always
 * the same.
 */
public final class SearchTexts {
    /** How many different words there are. */
    private static final int VOCABULARY = 50_000;

    private static final int WORDS = 12;
    private static final int COMMON = 10;
    private static final int FIRST_RARE = 30_000;

    /** The text of the message with this number. */
    public String text(long number) {
        SplittableRandom random = new SplittableRandom(number);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            double skewed = Math.pow(random.nextDouble(), 3);
            text.append(word((int) (VOCABULARY * skewed))).append(i < WORDS - 1 ? ' ' : '.');
        }
        return text.toString();
    }

    /** A word that a tenth of the messages have, or more. */
    public String common(long number) {
        return word((int) (number % COMMON));
    }

    /** A word that one of ten thousand messages has. */
    public String rare(long number) {
        return word(FIRST_RARE + (int) (number * 7_919 % (VOCABULARY - FIRST_RARE)));
    }

    private static String word(int number) {
        return "w" + Integer.toString(number, Character.MAX_RADIX);
    }
}
