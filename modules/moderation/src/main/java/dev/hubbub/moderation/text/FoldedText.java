// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.text;

import java.util.Arrays;

/**
 * A text folded for comparison, of which each code point knows from which chars of the text it comes. A space stands for
 * each run of spaces, a line feed for a run with a line end. What is invisible belongs to the character before it.
 */
public final class FoldedText {
    private final String text;
    private int[] points;
    private int[] starts;
    private int[] ends;
    private int size;

    private FoldedText(String text) {
        this.text = text;
        this.points = new int[Math.max(16, text.length())];
        this.starts = new int[points.length];
        this.ends = new int[points.length];
    }

    /** Takes time in proportion to the length of the text. */
    public static FoldedText of(String text) {
        FoldedText folded = new FoldedText(text);
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            int end = at + Character.charCount(point);
            folded.append(Folding.fold(point), at, end);
            at = end;
        }
        return folded;
    }

    private void append(String parts, int start, int end) {
        if (parts.isEmpty()) {
            if (size > 0) {
                ends[size - 1] = end;
            }
            return;
        }
        for (int at = 0; at < parts.length(); ) {
            int point = parts.codePointAt(at);
            append(point, start, end);
            at += Character.charCount(point);
        }
    }

    private void append(int point, int start, int end) {
        boolean isSpace = point == ' ' || point == '\n';
        if (isSpace && size > 0 && (points[size - 1] == ' ' || points[size - 1] == '\n')) {
            points[size - 1] = point == '\n' ? point : points[size - 1];
            ends[size - 1] = end;
            return;
        }
        if (size == points.length) {
            points = Arrays.copyOf(points, size * 2);
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        points[size] = point;
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    /** The text as it came. */
    public String original() {
        return text;
    }

    /** How many folded code points there are. */
    public int size() {
        return size;
    }

    /** A folded code point; 0 where there is none. */
    public int point(int index) {
        return index >= 0 && index < size ? points[index] : 0;
    }

    /** Folded code points as a text. */
    public String folded(int from, int to) {
        return new String(points, from, to - from);
    }

    /** The chars from which folded code points come, with what is invisible after the last one. */
    public Span span(int from, int to) {
        return new Span(starts[from], ends[to - 1]);
    }

    /** The chars from which folded code points come. */
    public String original(int from, int to) {
        return text.substring(starts[from], ends[to - 1]);
    }
}
