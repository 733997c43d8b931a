// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.value;

import java.util.Arrays;

/**
 * Texts that show nothing to a reader: of blanks, controls, format characters, combining marks without a letter, and
 * letters and symbols without a shape. Among characters that show something all of these may stand: an emoji has joiners
 * and variation selectors, a text of two directions has marks.
 */
public final class BlankText {
    /**
     * First and last of each range. Default_Ignorable_Code_Point of DerivedCoreProperties.txt, Unicode 16.0, which Java has
     * no name for: fillers of Hangul, variation selectors, tags, and code points that are reserved for more of these.
     */
    private static final int[] IGNORABLE = {
        0x00ad, 0x00ad, 0x034f, 0x034f, 0x061c, 0x061c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180f, 0x200b, 0x200f,
        0x202a, 0x202e, 0x2060, 0x206f, 0x3164, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xfeff, 0xffa0, 0xffa0, 0xfff0, 0xfff8,
        0x1bca0, 0x1bca3, 0x1d173, 0x1d17a, 0xe0000, 0xe0fff
    };

    /**
     * Sorted. Not ignorable by Unicode, and drawn as nothing: the Braille pattern without a dot, the object replacement
     * character where there is no object, and the musical symbol for a missing note head.
     */
    private static final int[] WITHOUT_A_SHAPE = {0x2800, 0xfffc, 0x1d159};

    /** Sorted. Prepended_Concatenation_Mark of PropList.txt, Unicode 16.0: format characters that are drawn. */
    private static final int[] DRAWN_FORMATS = {
        0x0600, 0x0601, 0x0602, 0x0603, 0x0604, 0x0605, 0x06dd, 0x070f, 0x0890, 0x0891, 0x08e2, 0x110bd, 0x110cd
    };

    public static boolean isBlank(String text) {
        return text.codePoints().noneMatch(BlankText::isShown);
    }

    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            case Character.FORMAT -> Arrays.binarySearch(DRAWN_FORMATS, codePoint) >= 0;
            default -> !isIgnorable(codePoint) && Arrays.binarySearch(WITHOUT_A_SHAPE, codePoint) < 0;
        };
    }

    private static boolean isIgnorable(int codePoint) {
        int at = Arrays.binarySearch(IGNORABLE, codePoint);
        return at >= 0 || (-at - 1) % 2 == 1; // what is between a first and a last
    }

    private BlankText() {}
}
