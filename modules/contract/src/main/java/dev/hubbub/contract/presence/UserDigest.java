// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.presence;

import dev.hubbub.contract.value.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;

/** Tells whether two nodes know the same users of a shard without sending them. */
public final class UserDigest {
    static final int LENGTH = 16;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Of users in any order, each once. */
    public static String of(Collection<UserId> users) {
        return HexFormat.of()
                .toHexDigits(users.stream().mapToLong(UserDigest::hash).sum());
    }

    private static long hash(UserId user) {
        long hash = FNV_OFFSET;
        for (byte each : user.value().getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    private UserDigest() {}
}
