// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a user, from the token of the host app: 1 to {@value #MAX_LENGTH} printable ASCII characters without a space,
 * as long as a {@code sub} may be (OpenID Connect Core section 2). Ids that begin with {@value #SERVER_PREFIX} are not for
 * users: they are those of the host app's server keys.
 */
public record UserId(@JsonValue String value) implements Comparable<UserId> {
    /** The longest id. */
    public static final int MAX_LENGTH = 255;

    private static final String SERVER_PREFIX = "server.";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        Check.printable("user", value, MAX_LENGTH);
    }

    /** The id of the server key with this name. */
    public static UserId ofServerKey(String name) {
        return new UserId(SERVER_PREFIX + name);
    }

    /** Whether it is the id of a server key, and so of no user. */
    public boolean isServerKey() {
        return value.startsWith(SERVER_PREFIX);
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
