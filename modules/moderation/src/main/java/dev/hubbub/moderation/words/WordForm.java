// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.words;

import dev.hubbub.moderation.text.FoldedText;
import dev.hubbub.moderation.text.Lookalikes;

/** The form in which words and texts are compared: folded, each word in one alphabet. */
enum WordForm {
    /** Letters are letters. */
    PLAIN,
    /** Digits and signs are the letters that they look like; i, l and 1 are all one. */
    LEET;

    private static final String SIGNS = "0134578@$!|+€l";
    private static final String LETTERS = "oieastbasiitei";

    int[] points(FoldedText text) {
        int[] points = new int[text.size()];
        for (int at = 0; at < points.length; at++) {
            int point = text.point(at) == '\n' ? ' ' : text.point(at);
            points[at] = this == PLAIN ? point : letter(point);
        }
        Lookalikes.unmix(points);
        return points;
    }

    private static int letter(int point) {
        int sign = SIGNS.indexOf(point);
        return sign < 0 ? point : LETTERS.charAt(sign);
    }
}
