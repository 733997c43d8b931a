// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.typing;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.value.Profile;
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
import org.jspecify.annotations.Nullable;

/**
 * Which users type in which rooms. That a user types in a room is published at most once in two seconds, and then once
 * that the user stopped. A hint that comes too early is published when its time has come, if it is still true.
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

    /** Takes a hint of a user of whom no profile is known. */
    Optional<TypingEvent> update(RoomId room, UserId user, boolean typing) {
        return update(room, user, null, typing);
    }

    /** Takes a hint that the user types or stopped. Returns the event to publish at once. */
    Optional<TypingEvent> update(RoomId room, UserId user, @Nullable Profile profile, boolean typing) {
        RoomUser key = new RoomUser(room, user);
        TypingState state = states.get(key);
        if (state == null) {
            if (!typing || states.size() >= MAX_STATES) {
                return Optional.empty(); // a hint is no message: too many are dropped
            }
            state = new TypingState(typingMillis, clock.millis());
            states.put(key, state);
        }
        state.shownAs(profile);
        if (typing) {
            state.start(clock.millis());
        } else {
            state.stop();
        }
        return event(key, state);
    }

    /** Returns the events that are due. Forgets states that are over, and rooms that moved to another node. */
    List<TypingEvent> sweep(IntPredicate owned) {
        long now = clock.millis();
        BitSet ownedShards =
                IntStream.range(0, Shard.COUNT).filter(owned).collect(BitSet::new, BitSet::set, BitSet::or);
        states.keySet().removeIf(key -> !ownedShards.get(Shard.of(key.room().value())));
        List<TypingEvent> due = new ArrayList<>();
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

    private Optional<TypingEvent> event(RoomUser key, TypingState state) {
        if (state.takeStopEvent()) {
            return Optional.of(new TypingEvent(key.room(), key.user(), false, null, state.profile()));
        }
        return state.takeStartEvent(clock.millis())
                ? Optional.of(
                        new TypingEvent(key.room(), key.user(), true, clock.at(state.expiresAt()), state.profile()))
                : Optional.empty();
    }
}
