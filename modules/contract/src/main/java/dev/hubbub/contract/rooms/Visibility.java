// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who may join a room. */
public enum Visibility {
    /** Every user who is logged in and knows its id. */
    PUBLIC,
    /** No user: members are added by others. */
    PRIVATE;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
