// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import dev.hubbub.gateway.config.LimitsConfig;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The limits that {@code dev} raises, unless they are set. */
final class DevLimits {
    static final Map<String, String> SUGGESTIONS = Map.of(
            "limits.messagesPerMinute", "600",
            "limits.messageBurst", "100",
            "limits.socketsPerUser", "50");

    private static final Map<String, Function<LimitsConfig, Integer>> VALUES = Map.of(
            "limits.messagesPerMinute", limits -> limits.requests().messagesPerMinute(),
            "limits.messageBurst", limits -> limits.requests().messageBurst(),
            "limits.socketsPerUser", limits -> limits.sockets().max());

    /** A line that names each raised limit with its old and new value; empty when none was raised. */
    static List<String> describe(LimitsConfig standard, LimitsConfig raised) {
        String all = VALUES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(each -> change(
                        each.getKey(),
                        each.getValue().apply(standard),
                        each.getValue().apply(raised)))
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? List.of() : List.of("Raised for trying out: " + all + ".");
    }

    private static Stream<String> change(String key, int from, int to) {
        return from == to ? Stream.empty() : Stream.of(key + " from " + from + " to " + to);
    }

    private DevLimits() {}
}
