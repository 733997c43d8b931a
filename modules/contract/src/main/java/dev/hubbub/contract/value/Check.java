// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.value;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Checks fields of records. Each failure names the field, the value and the expectation. */
public final class Check {
    private static final int SHOWN = 40;

    public static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + ": missing");
        }
        return value;
    }

    /** The id of a user who may be a member of rooms. */
    public static void user(String field, UserId user) {
        if (present(field, user).isServerKey()) {
            throw new IllegalArgumentException(
                    field + ": " + user + " (expected: a user; ids with this beginning are of server keys)");
        }
    }

    public static void id(String field, String value, int max, String marks) {
        present(field, value);
        boolean fits = !value.isEmpty() && value.length() <= max && isAlphanumeric(value.charAt(0));
        if (!fits || !value.chars().allMatch(c -> isAlphanumeric((char) c) || marks.indexOf(c) >= 0)) {
            throw new IllegalArgumentException(field + ": " + shown(value) + " (expected: 1 to " + max
                    + " letters, digits or any of " + marks + ", the first a letter or digit)");
        }
    }

    public static void printable(String field, String value, int max) {
        present(field, value);
        if (value.isEmpty() || value.length() > max || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(field + ": " + shown(value) + " (expected: 1 to " + max
                    + " printable ASCII characters without a space)");
        }
    }

    /** One line of text: not {@link BlankText blank}, no control characters, none that change the reading direction. */
    public static void line(String field, String value, int max) {
        present(field, value);
        if (BlankText.isBlank(value)
                || value.length() > max
                || !value.codePoints().allMatch(Check::isVisible)) {
            throw new IllegalArgumentException(
                    field + ": " + shown(value) + " (expected: 1 to " + max + " visible characters on one line)");
        }
    }

    /** Text of any length and number of lines: not {@link BlankText blank}, and valid Unicode. */
    public static void text(String field, String value) {
        present(field, value);
        if (BlankText.isBlank(value) || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException(
                    field + ": blank or not valid Unicode (expected: text with a visible character)");
        }
    }

    /** A whole number; {@code Integer.MAX_VALUE} and more as the most are no bound that a caller would know. */
    public static void range(String field, long value, long least, long most) {
        if (value < least || value > most) {
            String range = most >= Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
            throw new IllegalArgumentException(field + ": " + value + " (expected: " + range + ")");
        }
    }

    /** One of a few words. */
    public static void oneOf(String field, String value, Collection<String> words) {
        present(field, value);
        if (!words.contains(value)) {
            throw new IllegalArgumentException(
                    field + ": " + visible(value) + " (expected: " + String.join(" or ", words) + ")");
        }
    }

    /** Letters, marks, symbols and spaces; neither controls nor the formatting characters that hide or turn text. */
    public static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.FORMAT -> codePoint == 0x200d; // joins the parts of an emoji
            default -> true;
        };
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static String shown(String value) {
        return '"' + visible(value) + '"';
    }

    private static String visible(String value) {
        String visible = value.codePoints()
                .limit(SHOWN)
                .map(c -> isVisible(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return value.length() > SHOWN ? visible + "..." : visible;
    }

    private Check() {}
}
