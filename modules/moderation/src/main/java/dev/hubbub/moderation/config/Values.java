// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.config;

import java.net.IDN;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks and copies values of settings. */
final class Values {
    private static final int MOST_HOSTS = 10_000;

    /** The values in their order; none where they are absent. */
    static <T> Set<T> copy(@Nullable Set<T> values) {
        return values == null ? Set.of() : Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    /** Names of hosts, or addresses, without schemes, ports and paths. */
    static List<String> hosts(String key, @Nullable List<String> hosts) {
        List<String> copy = hosts == null ? List.of() : List.copyOf(hosts);
        if (copy.size() > MOST_HOSTS) {
            throw new IllegalArgumentException(
                    key + ": " + copy.size() + " hosts (expected: at most " + MOST_HOSTS + ")");
        }
        copy.forEach(host -> requireHost(key, host));
        return copy;
    }

    private static void requireHost(String key, String host) {
        boolean isHost = !host.isBlank() && host.chars().noneMatch(c -> c <= ' ' || "/\\?#@:*".indexOf(c) >= 0);
        try {
            isHost = isHost && !IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).startsWith(".");
        } catch (IllegalArgumentException e) {
            isHost = false;
        }
        if (!isHost) {
            throw new IllegalArgumentException(
                    key + ": " + host + " (expected: the name of a host, such as shop.example)");
        }
    }

    /** A number within bounds; the default where it is absent. */
    static Integer within(String key, @Nullable Integer value, int byDefault, int least, int most) {
        int number = value == null ? byDefault : value;
        if (number < least || number > most) {
            throw new IllegalArgumentException(key + ": " + number + " (expected: " + least + " to " + most + ")");
        }
        return number;
    }

    private Values() {}
}
