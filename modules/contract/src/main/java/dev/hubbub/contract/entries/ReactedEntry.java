// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import dev.hubbub.contract.value.BlankText;
import dev.hubbub.contract.value.Check;
import java.util.regex.Pattern;

/** {@code reacted}: {@code sender} reacted to a message, or took a reaction back. */
public final class ReactedEntry extends MessageChangeEntry<ReactedEntry.Content> {
    /** The one of its kind. */
    public static final ReactedEntry KIND = new ReactedEntry();

    /** The most characters that an emoji has in UTF-16; the longest of Unicode 16 has 15. */
    public static final int MAX_EMOJI = 32;

    private static final int FIRST_TAG = 0xe0020;
    private static final int LAST_TAG = 0xe007f;
    private static final int KEYCAP = 0x20e3;
    private static final int INFORMATION = 0x2139; // an emoji that is a letter
    private static final int MAX_DIGITS = 4;

    /** What readers see as one character, of whatever it is made. */
    private static final Pattern ONE_CHARACTER = Pattern.compile("\\X");

    private static final Pattern NAME = Pattern.compile(":[A-Za-z0-9_+-]{1,30}:");

    /**
     * @param target the seq of the message
     * @param emoji one emoji, or a short name of one; see {@link #checkEmoji}
     * @param on false: the reaction is taken back
     */
    public record Content(long target, String emoji, boolean on) implements Targeted {
        public Content {
            checkTarget(target);
            checkEmoji(emoji);
        }
    }

    private ReactedEntry() {
        super("reacted", Content.class);
    }

    /**
     * 1 to {@value #MAX_EMOJI} visible characters without a space: any emoji of any version of Unicode, or a name such as
     * {@code :party:}, which the host app shows as an image of its own.
     */
    public static void checkEmoji(String emoji) {
        Check.present("emoji", emoji);
        boolean fits = emoji.length() <= MAX_EMOJI
                && !BlankText.isBlank(emoji)
                && emoji.codePoints().allMatch(ReactedEntry::isPart);
        if (!fits) {
            throw new IllegalArgumentException("emoji: " + emoji.length() + " characters (expected: one emoji, 1 to "
                    + MAX_EMOJI + " visible characters without a space)");
        }
    }

    /**
     * What a user may add: one emoji, or one name with {@value #MAX_DIGITS} digits at most. Words and telephone numbers are for
     * messages, about which stages are asked.
     */
    public static void checkReaction(String emoji) {
        checkEmoji(emoji);
        boolean fits = NAME.matcher(emoji).matches()
                ? emoji.chars().filter(Character::isDigit).count() <= MAX_DIGITS
                : ONE_CHARACTER.matcher(emoji).matches() && isSymbol(emoji);
        if (!fits) {
            throw new IllegalArgumentException(
                    "emoji: " + emoji.length() + " characters (expected: one emoji, or a name such as :party:)");
        }
    }

    private static boolean isSymbol(String emoji) {
        int first = emoji.codePointAt(0);
        return switch (Character.getType(first)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> first == INFORMATION || emoji.codePointBefore(emoji.length()) == KEYCAP;
            default -> true;
        };
    }

    /** Flags of parts of a country end with tags, which are not visible by themselves. */
    private static boolean isPart(int codePoint) {
        boolean isTag = codePoint >= FIRST_TAG && codePoint <= LAST_TAG;
        return isTag || (Check.isVisible(codePoint) && !Character.isSpaceChar(codePoint));
    }
}
