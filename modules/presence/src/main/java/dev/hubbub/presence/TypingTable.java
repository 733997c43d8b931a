// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.presence.Presence.Typed;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
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
final class TypingTable {
    static final int MAX_STATES = 50_000;

    private final int typingMillis;
    private final Time time;
    private final Map<Place, TypingState> states = new HashMap<>();

    private record Place(RoomId room, UserId user) {}

    TypingTable(int typingMillis, Time time) {
        this.typingMillis = typingMillis;
        this.time = time;
    }

    /** The user types, or stopped. Returns what is to be announced at once. */
    Optional<Typed> note(RoomId room, UserId user, boolean typing) {
        Place place = new Place(room, user);
        TypingState state = states.get(place);
        if (state == null) {
            if (!typing || states.size() >= MAX_STATES) {
                return Optional.empty(); // a hint is no message: when there are too many, people do without
            }
            state = new TypingState(typingMillis, time.millis());
            states.put(place, state);
        }
        if (typing) {
            state.type(time.millis());
        } else {
            state.stop();
        }
        return announcement(place, state);
    }

    /** Returns what has to be announced by now. Forgets what is over, and rooms that are another node's. */
    List<Typed> sweep(IntPredicate owned) {
        long now = time.millis();
        BitSet mine = IntStream.range(0, Shard.COUNT).filter(owned).collect(BitSet::new, BitSet::set, BitSet::or);
        states.keySet().removeIf(place -> !mine.get(Shard.of(place.room().value())));
        List<Typed> due = new ArrayList<>();
        states.forEach((place, state) -> {
            state.pass(now);
            announcement(place, state).ifPresent(due::add);
        });
        states.values().removeIf(state -> state.over(now));
        return due;
    }

    int size() {
        return states.size();
    }

    private Optional<Typed> announcement(Place place, TypingState state) {
        if (state.takeStopped()) {
            return Optional.of(new Typed(place.room(), place.user(), false, null));
        }
        return state.takeStarted(time.millis())
                ? Optional.of(new Typed(place.room(), place.user(), true, time.at(state.expiresAt())))
                : Optional.empty();
    }
}
