// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.config;

import dev.hubbub.access.config.JoinHookConfig.Failure;
import java.util.List;
import java.util.Objects;

/**
 * A stage that is asked about messages before they are stored: one of {@code messages.hooks}, in the order in which they are
 * asked.
 *
 * @param address at which it is asked, such as {@code hook.message.before}
 * @param millis how long its answer may take, default 500
 * @param failure what holds without an answer, default {@code closed}
 */
public record HookStageConfig(String address, Integer millis, Failure failure) {
    /** The most stages of a chain. */
    public static final int MOST_STAGES = 8;

    private static final String KEY = "messages.hooks: ";
    private static final String PREFIX = "hook.";
    private static final int MILLIS = 500;
    private static final int LEAST_MILLIS = 10;

    /** All of a chain together: less than the 5 s after which the gateway gives a request up. */
    private static final int MOST_MILLIS = 4_000;

    public HookStageConfig {
        millis = millis == null ? Integer.valueOf(MILLIS) : millis;
        failure = failure == null ? Failure.CLOSED : failure;
        if (address == null || !address.matches("hook\\.[a-zA-Z0-9._-]{1,195}")) {
            throw new IllegalArgumentException(
                    KEY + address + " (expected: an address that begins with " + PREFIX + ")");
        }
        if (millis < LEAST_MILLIS || millis > MOST_MILLIS) {
            throw new IllegalArgumentException(
                    KEY + address + ": " + millis + " millis (expected: " + LEAST_MILLIS + " to " + MOST_MILLIS + ")");
        }
    }

    /** Checks the stages of a chain: no address twice, and an answer of all of them in time. */
    public static List<HookStageConfig> chain(List<HookStageConfig> stages) {
        if (stages.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(KEY + "null (expected: stages)");
        }
        List<HookStageConfig> chain = List.copyOf(stages);
        int millis = chain.stream().mapToInt(HookStageConfig::millis).sum();
        long addresses = chain.stream().map(HookStageConfig::address).distinct().count();
        if (chain.size() > MOST_STAGES) {
            throw new IllegalArgumentException(KEY + chain.size() + " stages (expected: at most " + MOST_STAGES + ")");
        }
        if (addresses < chain.size()) {
            throw new IllegalArgumentException(KEY + "an address twice (expected: each once)");
        }
        if (millis > MOST_MILLIS) {
            throw new IllegalArgumentException(KEY + millis + " millis in all (expected: at most " + MOST_MILLIS + ")");
        }
        return chain;
    }
}
