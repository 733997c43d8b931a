// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.config;

import dev.hubbub.contract.moderation.FloodGuard;
import dev.hubbub.contract.moderation.FloodGuard.FloodLimits;

/**
 * The keys {@code moderation.flood.*}.
 *
 * @param on whether messages are counted, default false
 * @param action what is done with one too many: {@code refuse} (default) or {@code hold}
 * @param messages how many messages a user may send to a room in {@code seconds}, default 10; 0: any number
 * @param seconds default 10
 * @param repeats how often a user may send nearly the same text again to a room in {@code repeatSeconds}, default 1
 * @param repeatSeconds default 60; 0: any number of times
 */
public record FloodConfig(
        Boolean on, StageAction action, Integer messages, Integer seconds, Integer repeats, Integer repeatSeconds) {
    private static final int MESSAGES = 10;
    private static final int SECONDS = 10;
    private static final int REPEATS = 1;
    private static final int REPEAT_SECONDS = 60;

    /** Messages are not counted. */
    public static final FloodConfig OFF =
            new FloodConfig(false, StageAction.REFUSE, MESSAGES, SECONDS, REPEATS, REPEAT_SECONDS);

    private static final String KEY = "moderation.flood.";

    public FloodConfig {
        on = on == null ? Boolean.FALSE : on;
        action = action == null ? StageAction.REFUSE : action;
        messages = Values.within(KEY + "messages", messages, MESSAGES, 0, FloodGuard.MAX_MESSAGES);
        seconds = Values.within(KEY + "seconds", seconds, SECONDS, 1, FloodGuard.MAX_SECONDS);
        repeats = Values.within(KEY + "repeats", repeats, REPEATS, 0, FloodGuard.MAX_REPEATS);
        repeatSeconds = Values.within(KEY + "repeatSeconds", repeatSeconds, REPEAT_SECONDS, 0, FloodGuard.MAX_SECONDS);
        if (action == StageAction.MASK) {
            throw new IllegalArgumentException(KEY + "action: mask (expected: refuse or hold)");
        }
    }

    /** What one user may send to one room. */
    public FloodLimits limits() {
        return new FloodLimits(messages, seconds, repeats, repeatSeconds);
    }
}
