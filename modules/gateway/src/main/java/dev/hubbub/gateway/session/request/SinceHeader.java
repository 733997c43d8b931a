// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session.request;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header by which a client says which entry it has last. */
public final class SinceHeader {
    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final int SHOWN = 24;

    /**
     * The number, or null when there is no header.
     *
     * @throws IllegalArgumentException when it is anything but a whole number from 0 to 2^63 - 1
     */
    public static @Nullable Long parse(@Nullable String header) {
        if (header == null) {
            return null;
        }
        try {
            if (WHOLE.matcher(header).matches()) {
                return Long.valueOf(header);
            }
        } catch (NumberFormatException tooLarge) {
            // refused below, like all others
        }
        String shown = header.length() > SHOWN ? header.substring(0, SHOWN) + "..." : header;
        throw new IllegalArgumentException(
                "since: " + shown + " (expected: a whole number, 0 to " + Long.MAX_VALUE + ")");
    }

    private SinceHeader() {}
}
