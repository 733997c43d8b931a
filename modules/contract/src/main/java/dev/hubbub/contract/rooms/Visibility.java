// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who may join a room. */
public enum Visibility {
    /** Everybody who is logged in and knows its id. */
    PUBLIC,
    /** Only those who were made members. */
    PRIVATE;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
