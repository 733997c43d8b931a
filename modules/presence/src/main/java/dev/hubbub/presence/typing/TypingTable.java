// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.typing;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.presence.Presence.Typed;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Who types where, and what of it is announced: at most once in two seconds that a user types in a room, and after it
 * once that the user stopped. What comes too early is announced when its time has come, if it still holds.
 */
public final class TypingTable {
    static final int MAX_STATES = 50_000;

    private final int typingMillis;
    private final Clock clock;
    private final Map<RoomUser, TypingState> states = new HashMap<>();

    private record RoomUser(RoomId room, UserId user) {}

    public TypingTable(int typingMillis, Clock clock) {
        this.typingMillis = typingMillis;
        this.clock = clock;
    }

    /** The user types, or stopped. Returns what is to be announced at once. */
    Optional<Typed> update(RoomId room, UserId user, boolean typing) {
        RoomUser key = new RoomUser(room, user);
        TypingState state = states.get(key);
        if (state == null) {
            if (!typing || states.size() >= MAX_STATES) {
                return Optional.empty(); // a hint is no message: when there are too many, people do without
            }
            state = new TypingState(typingMillis, clock.millis());
            states.put(key, state);
        }
        if (typing) {
            state.start(clock.millis());
        } else {
            state.stop();
        }
        return event(key, state);
    }

    /** Returns what has to be announced by now. Forgets what is over, and rooms that are another node's. */
    List<Typed> sweep(IntPredicate owned) {
        long now = clock.millis();
        BitSet ownedShards =
                IntStream.range(0, Shard.COUNT).filter(owned).collect(BitSet::new, BitSet::set, BitSet::or);
        states.keySet().removeIf(key -> !ownedShards.get(Shard.of(key.room().value())));
        List<Typed> due = new ArrayList<>();
        states.forEach((key, state) -> {
            state.expire(now);
            event(key, state).ifPresent(due::add);
        });
        states.values().removeIf(state -> state.isIdle(now));
        return due;
    }

    public int size() {
        return states.size();
    }

    private Optional<Typed> event(RoomUser key, TypingState state) {
        if (state.takeStopEvent()) {
            return Optional.of(new Typed(key.room(), key.user(), false, null));
        }
        return state.takeStartEvent(clock.millis())
                ? Optional.of(new Typed(key.room(), key.user(), true, clock.at(state.expiresAt())))
                : Optional.empty();
    }
}
