// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.value;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How a user is shown, from the last token. Each part may be absent (null).
 *
 * @param name the display name, at most 100 characters of which one at least is visible
 * @param picture an {@code https} address of a picture, at most 1,024 characters
 * @param role what the host app calls this user, for example {@code craftsman}; at most 50 characters, as the name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Profile(@Nullable String name, @Nullable String picture, @Nullable String role) {
    /** The profile of a user of whom only the id is known. */
    public static final Profile EMPTY = new Profile(null, null, null);

    private static final int MAX_NAME = 100;
    private static final int MAX_PICTURE = 1_024;
    private static final int MAX_ROLE = 50;
    private static final String PICTURE = "https://";

    /** Texts come from a token: characters that cannot be shown are left out, not refused. */
    public Profile {
        name = shown(name, MAX_NAME);
        picture = picture == null || picture.length() > MAX_PICTURE || !picture.startsWith(PICTURE) ? null : picture;
        role = shown(role, MAX_ROLE);
    }

    /** Refuses the parts that a profile would leave out, for a sender that can be told. */
    public static void check(@Nullable String name, @Nullable String picture, @Nullable String role) {
        if (name != null) {
            Check.line("name", name, MAX_NAME);
        }
        if (picture != null) {
            Check.printable("picture", picture, MAX_PICTURE);
            if (!picture.startsWith(PICTURE)) {
                throw new IllegalArgumentException("picture: not https (expected: an address with " + PICTURE + ")");
            }
        }
        if (role != null) {
            Check.line("role", role, MAX_ROLE);
        }
    }

    private static @Nullable String shown(@Nullable String text, int max) {
        if (text == null) {
            return null;
        }
        String line = text.codePoints()
                .filter(Check::isVisible)
                .limit(max)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return BlankText.isBlank(line) ? null : line;
    }
}
