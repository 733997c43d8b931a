// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.moderation;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts the messages of users in rooms over all nodes, in memory: a restart forgets what was counted. */
public final class FloodGuard {
    /** The largest number of values that stand for a text. */
    public static final int MAX_SKETCH = 32;

    /** The most messages that may be allowed in a time. */
    public static final int MAX_MESSAGES = 100;

    /** The most repetitions that may be allowed in a time. */
    public static final int MAX_REPEATS = 8;

    /** The longest time. */
    public static final int MAX_SECONDS = 3_600;

    /** Counts one message, unless it is one too many. */
    public static final Rpc<Count, Counted> COUNT =
            Service.MODERATION.rpc("svc.moderation.count", Count.class, Counted.class);

    /**
     * Other limits than those of the last request hold from now on.
     *
     * @param clientId the same one again is the same message; absent: each is another
     * @param sketch stands for the text: texts that are nearly the same have nearly the same values; empty: there is none
     */
    public record Count(RoomId room, UserId sender, @Nullable ClientId clientId, List<Long> sketch, FloodLimits limits)
            implements RoomScoped {
        public Count {
            Check.present("room", room);
            Check.present("sender", sender);
            Check.present("limits", limits);
            sketch = List.copyOf(Check.present("sketch", sketch));
            Check.range("sketch", sketch.size(), 0, MAX_SKETCH);
        }
    }

    /**
     * @param messages how many messages a user may send to a room in {@code seconds}; 0: any number
     * @param repeats how often a user may send nearly the same text again to a room in {@code repeatSeconds}
     * @param repeatSeconds 0: any number of times
     */
    public record FloodLimits(int messages, int seconds, int repeats, int repeatSeconds) {
        public FloodLimits {
            Check.range("messages", messages, 0, MAX_MESSAGES);
            Check.range("seconds", seconds, 1, MAX_SECONDS);
            Check.range("repeats", repeats, 0, MAX_REPEATS);
            Check.range("repeatSeconds", repeatSeconds, 0, MAX_SECONDS);
        }
    }

    /** What a message is beside those before it. */
    public enum Finding {
        /** It was counted. */
        FINE,
        /** One message too many; it was not counted. */
        FLOOD,
        /** Nearly the same text once too often; it was not counted. */
        REPEATED;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param retryAfterMillis after what time the message would be counted; 0 where it was */
    public record Counted(Finding finding, long retryAfterMillis) {
        public Counted {
            Check.present("finding", finding);
        }
    }

    private FloodGuard() {}
}
