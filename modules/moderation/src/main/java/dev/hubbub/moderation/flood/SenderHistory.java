// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.flood;

import dev.hubbub.contract.moderation.FloodGuard;
import dev.hubbub.contract.moderation.FloodGuard.Count;
import dev.hubbub.contract.moderation.FloodGuard.Counted;
import dev.hubbub.contract.moderation.FloodGuard.Finding;
import dev.hubbub.contract.moderation.FloodGuard.FloodLimits;
import dev.hubbub.contract.value.ClientId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one user sent to one room lately: the times of 100 messages, and what stands for the texts of 16. */
final class SenderHistory {
    private static final int MOST_TEXTS = 16;
    private static final double SIMILAR = 0.8;
    private static final long MILLIS = 1_000;

    private final Deque<Long> times = new ArrayDeque<>();
    private final Deque<Sent> texts = new ArrayDeque<>();

    private record Sent(long at, @Nullable ClientId clientId, List<Long> sketch) {}

    /** Counts a message, unless it is one too many. A message that is repeated by its clientId counts once. */
    Counted count(Count message, long now) {
        ClientId clientId = message.clientId();
        if (clientId != null && texts.stream().anyMatch(sent -> clientId.equals(sent.clientId()))) {
            return new Counted(Finding.FINE, 0);
        }
        long flood = untilFewer(message.limits(), now);
        long repeated = flood > 0 ? 0 : untilForgotten(message, now);
        if (flood > 0 || repeated > 0) {
            return new Counted(flood > 0 ? Finding.FLOOD : Finding.REPEATED, Math.max(flood, repeated));
        }
        times.addLast(now);
        texts.addLast(new Sent(now, clientId, message.sketch()));
        if (times.size() > FloodGuard.MAX_MESSAGES) {
            times.removeFirst();
        }
        if (texts.size() > MOST_TEXTS) {
            texts.removeFirst();
        }
        return new Counted(Finding.FINE, 0);
    }

    /** After how many milliseconds another message is allowed; 0: now. */
    private long untilFewer(FloodLimits limits, long now) {
        List<Long> counted = times.stream()
                .filter(at -> now - at < limits.seconds() * MILLIS)
                .toList();
        if (limits.messages() == 0 || counted.size() < limits.messages()) {
            return 0;
        }
        return counted.get(counted.size() - limits.messages()) + limits.seconds() * MILLIS - now;
    }

    /** After how many milliseconds the same text is allowed again; 0: now. */
    private long untilForgotten(Count message, long now) {
        FloodLimits limits = message.limits();
        List<Sent> same = texts.stream()
                .filter(sent -> now - sent.at() < limits.repeatSeconds() * MILLIS)
                .filter(sent -> TextSketch.similarity(sent.sketch(), message.sketch()) >= SIMILAR)
                .toList();
        if (same.size() <= limits.repeats()) {
            return 0;
        }
        return same.get(same.size() - limits.repeats() - 1).at() + limits.repeatSeconds() * MILLIS - now;
    }
}
