// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The random id that a client without WebSocket made for its session: 20 to 128 letters, digits, {@code _} and
 * {@code -}. It is the secret of the session, so no text of the hub shows it.
 */
public record SessionId(@JsonValue String value) {
    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9_-]{20,128}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SessionId {
        Check.present("session", value);
        if (!GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "session: " + value.length() + " characters (expected: 20 to 128 letters, digits or any of _-)");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
