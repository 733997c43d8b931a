// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

import java.time.Duration;
import java.util.Locale;

/**
 * One fault of a schedule.
 *
 * @param at when it begins, after the start of the load
 * @param target a name such as {@code node-1}, {@code store}, {@code clients-1}; {@code clients-*} for all of them
 * @param duration until it ends; 0 for a fault without an end
 */
public record ScheduledFault(Duration at, Fault fault, String target, Duration duration) {
    /** A fault with its times in seconds. */
    public static ScheduledFault at(double seconds, Fault fault, String target, double duration) {
        return new ScheduledFault(millis(seconds), fault, target, millis(duration));
    }

    /** When the fault ends. */
    public Duration end() {
        return at.plus(duration);
    }

    /** Whether the fault applies to the target of this name. */
    boolean matches(String name) {
        return target.endsWith("*") ? name.startsWith(target.substring(0, target.length() - 1)) : name.equals(target);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%7.1f s  %-11s %-10s %6.1f s", seconds(at), fault, target, seconds(duration));
    }

    private static Duration millis(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
