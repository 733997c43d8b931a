// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.text;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Letters of other alphabets that look like Latin ones: the common ones, not all of Unicode's list. */
public final class Lookalikes {
    /** Cyrillic, then Greek, Armenian and letters of phonetics; the Latin letter of each stands below it. */
    private static final String OTHERS = "асеорхукмтвніјѕһԁԛԝєαορνυικτχηεωγօսհոցɡɩʏɴʀʟʙɢʜƅ";

    private static final String LATIN = "aceopxykmtbhijshdqweaopvuiktxnewyouhnggiynrlbghb";
    private static final int RUSSIAN = 12;

    private static final Map<Integer, Integer> TO_LATIN = IntStream.range(0, OTHERS.length())
            .boxed()
            .collect(Collectors.toUnmodifiableMap(i -> (int) OTHERS.charAt(i), i -> (int) LATIN.charAt(i)));

    private static final Map<Integer, Integer> TO_CYRILLIC = IntStream.range(0, RUSSIAN)
            .boxed()
            .collect(Collectors.toUnmodifiableMap(i -> (int) LATIN.charAt(i), i -> (int) OTHERS.charAt(i)));

    /** The Latin letter that looks the same, or the code point itself. */
    static int latin(int point) {
        return point < 0x80 ? point : TO_LATIN.getOrDefault(point, point);
    }

    /** A text with the Latin letters that look the same. */
    public static String latin(String text) {
        return text.codePoints()
                .map(Lookalikes::latin)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /**
     * Writes each word that mixes alphabets in one: in Cyrillic if it has a Cyrillic letter that looks like no Latin one, else
     * in Latin. Words in one alphabet stay as they are.
     *
     * @param points folded code points, which are changed
     */
    public static void unmix(int[] points) {
        for (int from = 0; from < points.length; ) {
            int to = from;
            while (to < points.length && Tokens.isWordPart(points[to])) {
                to++;
            }
            unmix(points, from, to);
            from = to + 1;
        }
    }

    private static void unmix(int[] points, int from, int to) {
        boolean hasLatin = false;
        boolean isCyrillic = false;
        for (int at = from; at < to; at++) {
            hasLatin |= points[at] < 0x80;
            isCyrillic |= points[at] >= 0x400 && points[at] < 0x530 && !TO_LATIN.containsKey(points[at]);
        }
        for (int at = from; hasLatin && at < to; at++) {
            points[at] = isCyrillic ? TO_CYRILLIC.getOrDefault(points[at], points[at]) : latin(points[at]);
        }
    }

    private Lookalikes() {}
}
