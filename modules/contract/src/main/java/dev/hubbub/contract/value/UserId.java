// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a user, from the token of the host app: a letter or digit, then letters, digits and
 * {@code . _ ~ @ | : + = -}; at most 128 in all.
 */
public record UserId(@JsonValue String value) implements Comparable<UserId> {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        Check.id("user", value, 128, "._~@|:+=-");
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
