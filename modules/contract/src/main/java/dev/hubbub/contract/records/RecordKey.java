// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.records;

import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.UserId;

/**
 * Names one record. None of the three parts holds a space, so that a store may join them by one.
 *
 * @param scope what it belongs to, for example the id of a user or room: 1 to 255 printable ASCII characters
 * @param kind what it is, for example {@code profile}: 1 to 32 of them
 * @param key which one of its kind, for example a seq or the id of another user: 1 to 255 of them; {@link #ONE} where a
 *     scope has only one
 */
public record RecordKey(String scope, String kind, String key) {
    /** The key of a record that is the only one of its kind in its scope. */
    public static final String ONE = "-";

    private static final int MAX_PART = UserId.MAX_LENGTH;
    private static final int MAX_KIND = 32;

    public RecordKey {
        checkScope(scope);
        checkKind(kind);
        checkKey("key", key);
    }

    static void checkScope(String scope) {
        Check.printable("scope", scope, MAX_PART);
    }

    static void checkKind(String kind) {
        Check.printable("kind", kind, MAX_KIND);
    }

    static void checkKey(String field, String key) {
        Check.printable(field, key, MAX_PART);
    }
}
