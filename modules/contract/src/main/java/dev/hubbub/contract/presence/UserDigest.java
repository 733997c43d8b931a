// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.presence;

import dev.hubbub.contract.value.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;

/** Tells whether two nodes know the same users of a shard, and the same of each, without sending them. */
public final class UserDigest {
    static final int LENGTH = 16;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Of users in any order, each once, who are all online. */
    public static String of(Collection<UserId> users) {
        return HexFormat.of()
                .toHexDigits(
                        users.stream().mapToLong(user -> hash(user.value())).sum());
    }

    /** Of users with their statuses: of the id, or of the id, a space and the status where that is not online. */
    public static String of(Map<UserId, PresenceStatus> users) {
        return HexFormat.of()
                .toHexDigits(users.entrySet().stream()
                        .mapToLong(each -> hash(text(each.getKey(), each.getValue())))
                        .sum());
    }

    private static String text(UserId user, PresenceStatus status) {
        return status == PresenceStatus.ONLINE ? user.value() : user.value() + ' ' + status;
    }

    private static long hash(String text) {
        long hash = FNV_OFFSET;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    private UserDigest() {}
}
