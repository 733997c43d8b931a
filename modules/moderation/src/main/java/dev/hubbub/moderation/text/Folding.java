// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What one code point is for readers: compatibility forms, upper case, diacritics and digits of other scripts become plain
 * ones, and characters that nobody sees become nothing.
 */
final class Folding {
    /** Letters with a stroke and ligatures, which Unicode does not take apart. */
    private static final Map<Integer, String> LETTERS = Map.ofEntries(
            Map.entry((int) 'ß', "ss"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'ð', "d"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'ħ', "h"),
            Map.entry((int) 'ŧ', "t"),
            Map.entry((int) 'ı', "i"),
            Map.entry((int) 'ƒ', "f"),
            Map.entry((int) 'ς', "σ"));

    /** Scripts whose marks are accents or vowel points. In others a mark is a vowel, and another word without it. */
    private static final Set<UnicodeScript> ACCENTED = EnumSet.of(
            UnicodeScript.INHERITED,
            UnicodeScript.COMMON,
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.ARABIC,
            UnicodeScript.HEBREW);

    private static final List<Integer> CIRCLED_ONES = List.of(0x2776, 0x2780, 0x278a, 0x24f5);
    private static final Set<Integer> CIRCLED_ZEROS = Set.of(0x24ff, 0x24ea, 0x1f10b, 0x1f10c);
    private static final int VOICED_MARK = 0x3099;
    private static final int SEMI_VOICED_MARK = 0x309a;

    /** Signs that are whole sentences of letters stay signs. */
    private static final int MOST_PARTS = 8;

    /** Code points below are folded once: the most frequent ones. */
    private static final int FREQUENT = 0x2500;

    private static final String[] FOLDED =
            IntStream.range(0, FREQUENT).mapToObj(Folding::folded).toArray(String[]::new);

    /** One code point, folded: none, one or several. */
    static String fold(int point) {
        return point < FREQUENT ? FOLDED[point] : folded(point);
    }

    private static String folded(int point) {
        if (point < 0x80) {
            return plain(point);
        }
        if (isInvisible(point)) {
            return "";
        }
        String parts = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD);
        if (parts.length() > MOST_PARTS) {
            return Character.toString(point);
        }
        StringBuilder folded = new StringBuilder(parts.length());
        parts.codePoints().forEach(part -> append(folded, part));
        return folded.toString();
    }

    private static String plain(int point) {
        if (point == '\n' || point == '\r' || point == '\f' || point == 0x0b) {
            return "\n";
        }
        return point <= ' ' ? " " : Character.toString(Character.toLowerCase(point));
    }

    private static void append(StringBuilder folded, int part) {
        if (isAccent(part) || isInvisible(part)) {
            return;
        }
        int lower = Character.toLowerCase(Character.toUpperCase(part));
        int digit = digit(part);
        if (digit >= 0) {
            folded.append((char) ('0' + digit));
        } else if (Character.isWhitespace(part) || Character.isSpaceChar(part)) {
            folded.append(isLineEnd(part) ? '\n' : ' ');
        } else {
            String letters = LETTERS.get(lower);
            if (letters == null) {
                folded.appendCodePoint(lower);
            } else {
                folded.append(letters);
            }
        }
    }

    private static boolean isLineEnd(int point) {
        int type = Character.getType(point);
        return point == 0x85 || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    /** Digits of all scripts, and those in circles that Unicode does not take apart. */
    private static int digit(int point) {
        if (Character.getType(point) != Character.OTHER_NUMBER) {
            return Character.digit(point, 10);
        }
        if (CIRCLED_ZEROS.contains(point)) {
            return 0;
        }
        return CIRCLED_ONES.stream()
                .filter(one -> point >= one && point < one + 9)
                .map(one -> point - one + 1)
                .findFirst()
                .orElse(-1);
    }

    private static boolean isAccent(int point) {
        int type = Character.getType(point);
        boolean isMark = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
        return isMark
                && point != VOICED_MARK
                && point != SEMI_VOICED_MARK
                && ACCENTED.contains(UnicodeScript.of(point));
    }

    /** Zero-width characters, direction marks, variation selectors, fillers. */
    private static boolean isInvisible(int point) {
        return Character.getType(point) == Character.FORMAT
                || point == 0x34f
                || point == 0x115f
                || point == 0x1160
                || point == 0x3164
                || point == 0xffa0
                || point == 0x2800
                || (point >= 0xfe00 && point <= 0xfe0f)
                || (point >= 0xe0100 && point <= 0xe01ef);
    }

    private Folding() {}
}
