// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.flood;

import dev.hubbub.contract.moderation.FloodGuard;
import dev.hubbub.moderation.text.FoldedText;
import dev.hubbub.moderation.text.Tokens;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A few numbers that stand for a text: the smallest hashes of its parts of three letters. Two texts have about as large a part
 * of them in common as they have of their parts (a bottom-k sketch); short texts exactly so. Case, accents and punctuation do
 * not count.
 */
final class TextSketch {
    private static final int PART = 3;

    static List<Long> of(String text) {
        int[] points = letters(FoldedText.of(text));
        TreeSet<Long> smallest = new TreeSet<>();
        for (int at = 0; at == 0 || at + PART <= points.length; at++) {
            long hash = hash(points, at, Math.min(points.length, at + PART));
            if (smallest.size() < FloodGuard.MAX_SKETCH || hash < smallest.last()) {
                smallest.add(hash);
                if (smallest.size() > FloodGuard.MAX_SKETCH) {
                    smallest.pollLast();
                }
            }
        }
        return List.copyOf(smallest);
    }

    /** Letters and digits; of a text without any, all that is seen. */
    private static int[] letters(FoldedText text) {
        int[] all = IntStream.range(0, text.size()).map(text::point).toArray();
        int[] letters = IntStream.of(all)
                .filter(point -> Tokens.isWordPart(point) || Character.isDigit(point))
                .toArray();
        return letters.length > 0 ? letters : all;
    }

    private static long hash(int[] points, int from, int to) {
        long hash = (long) to - from;
        for (int at = from; at < to; at++) {
            hash = mixed(hash * 0x9e3779b97f4a7c15L + points[at]);
        }
        return hash;
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long value) {
        long once = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
        return twice ^ (twice >>> 31);
    }

    /** How much of their parts two texts have in common, from 0 to 1. Both lists are in order. */
    static double similarity(List<Long> one, List<Long> other) {
        int first = 0;
        int second = 0;
        int seen = 0;
        int common = 0;
        while (seen < FloodGuard.MAX_SKETCH && (first < one.size() || second < other.size())) {
            int order = first == one.size()
                    ? 1
                    : second == other.size() ? -1 : one.get(first).compareTo(other.get(second));
            first += order <= 0 ? 1 : 0;
            second += order >= 0 ? 1 : 0;
            common += order == 0 ? 1 : 0;
            seen++;
        }
        return seen == 0 ? 0 : (double) common / seen;
    }

    private TextSketch() {}
}
