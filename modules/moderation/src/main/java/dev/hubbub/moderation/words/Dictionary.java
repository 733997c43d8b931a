// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.words;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/**
 * Finds any of thousands of words in a text in one pass (Aho-Corasick): for each code point one step onwards, and as many
 * steps back in all.
 */
final class Dictionary {
    /** Further code points in all words together are refused: each takes about 100 bytes. */
    static final int MOST_POINTS = 500_000;

    private static final int ROOT = 0;

    /** The next node by node and code point. */
    private final Map<Long, Integer> edges = new HashMap<>();

    /** The length of the word that ends in a node; 0: none does. */
    private int[] lengths = new int[64];

    /** The node of the longest other word beginning that a node ends with. */
    private int[] fallbacks = new int[64];

    /** The nearest node on the way back in which a word ends; 0: none. */
    private int[] shorter = new int[64];

    private int nodes = 1;

    /** Is told of each word that ends at a code point. */
    interface Listener {
        /** @return whether shorter words that end at the same place are of no interest */
        boolean found(int from, int to);
    }

    /** @param words in the form in which texts are searched */
    Dictionary(Collection<int[]> words) {
        words.forEach(this::add);
        link();
    }

    private static long key(int node, int point) {
        return ((long) node << 21) | point;
    }

    private void add(int[] word) {
        int node = ROOT;
        for (int point : word) {
            Integer next = edges.get(key(node, point));
            if (next == null) {
                next = nodes++;
                edges.put(key(node, point), next);
                grow();
            }
            node = next;
        }
        lengths[node] = word.length;
    }

    private void grow() {
        if (nodes > MOST_POINTS) {
            throw new IllegalArgumentException(
                    "moderation.words.lists: more than " + MOST_POINTS + " characters (expected: at most so many)");
        }
        if (nodes > lengths.length) {
            lengths = Arrays.copyOf(lengths, nodes * 2);
            fallbacks = Arrays.copyOf(fallbacks, nodes * 2);
            shorter = Arrays.copyOf(shorter, nodes * 2);
        }
    }

    /** Nodes in the order of their depth, each after those that it falls back to. */
    private void link() {
        Map<Integer, Map<Integer, Integer>> children = new HashMap<>();
        edges.forEach((key, child) -> children.computeIfAbsent((int) (key >> 21), node -> new HashMap<>())
                .put((int) (key & 0x1fffff), child));
        Queue<Integer> open =
                new ArrayDeque<>(children.getOrDefault(ROOT, Map.of()).values());
        while (!open.isEmpty()) {
            int node = open.remove();
            children.getOrDefault(node, Map.of()).forEach((point, child) -> {
                fallbacks[child] = next(fallbacks[node], point);
                shorter[child] = lengths[fallbacks[child]] > 0 ? fallbacks[child] : shorter[fallbacks[child]];
                open.add(child);
            });
        }
    }

    private int next(int from, int point) {
        int node = from;
        while (true) {
            Integer next = edges.get(key(node, point));
            if (next != null || node == ROOT) {
                return next == null ? ROOT : next;
            }
            node = fallbacks[node];
        }
    }

    /** @param points a text in the form of the words */
    void search(int[] points, Listener listener) {
        int node = ROOT;
        for (int at = 0; at < points.length; at++) {
            node = next(node, points[at]);
            int word = lengths[node] > 0 ? node : shorter[node];
            while (word != ROOT && !listener.found(at + 1 - lengths[word], at + 1)) {
                word = shorter[word];
            }
        }
    }

    int nodes() {
        return nodes;
    }
}
