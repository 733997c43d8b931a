// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.text;

import java.util.Comparator;
import java.util.List;

/** Puts a mask in the place of parts of a text, and leaves all other chars as they are. */
public final class Masking {
    /** @param spans in any order; those that overlap get one mask */
    public static String apply(String text, List<Span> spans, String mask) {
        StringBuilder masked = new StringBuilder(text.length());
        int done = 0;
        for (Span span :
                spans.stream().sorted(Comparator.comparingInt(Span::start)).toList()) {
            if (span.start() >= done) {
                masked.append(text, done, span.start()).append(mask);
            }
            done = Math.max(done, span.end());
        }
        return masked.append(text, done, text.length()).toString();
    }

    private Masking() {}
}
