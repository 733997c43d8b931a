// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.text;

/**
 * A part of a text.
 *
 * @param start the index of its first char
 * @param end the index after its last char
 */
public record Span(int start, int end) {
    /** Whether both have a char in common. */
    public boolean overlaps(Span other) {
        return start < other.end && other.start < end;
    }
}
