// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.value;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How a user is shown, from the last token. Each part may be absent (null).
 *
 * @param name the display name, at most 100 characters
 * @param picture an {@code https} address of a picture, at most 1,024 characters
 * @param role what the host app calls this user, for example {@code craftsman}; at most 50 characters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Profile(@Nullable String name, @Nullable String picture, @Nullable String role) {
    /** The profile of a user of whom only the id is known. */
    public static final Profile EMPTY = new Profile(null, null, null);

    /** Texts come from a token: characters that cannot be shown are left out, not refused. */
    public Profile {
        name = shown(name, 100);
        picture = picture == null || picture.length() > 1024 || !picture.startsWith("https://") ? null : picture;
        role = shown(role, 50);
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
        return line.isEmpty() ? null : line;
    }
}
