// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.presence.PresenceStatus;
import dev.hubbub.contract.users.UserRecords.ChosenStatus;
import dev.hubbub.contract.value.UserId;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A shard that this node owns: which of its users are connected, and what is shown of them. */
final class OwnedShard {
    private final OnlineTable table;
    private final NavigableMap<UserId, Shown> shown = new TreeMap<>();
    private boolean settled;

    /** @param inherited who was connected when this node took the shard over */
    OwnedShard(OnlineSettings settings, Map<UserId, Shown> inherited, long now) {
        table = new OnlineTable(settings, inherited.keySet(), now);
        shown.putAll(inherited);
    }

    /** Who is connected. */
    OnlineTable table() {
        return table;
    }

    /** What is shown of each user whose choice is known. */
    Map<UserId, Shown> shown() {
        return Collections.unmodifiableMap(shown);
    }

    /** What is shown of the user; null: the user is not connected, or it is not known yet what the user chose. */
    @Nullable
    Shown shown(UserId user) {
        return shown.get(user);
    }

    /**
     * Shows a connected user by what the user chose.
     *
     * @return what was shown before; null: nothing
     */
    @Nullable
    Shown show(UserId user, ChosenStatus chosen, long now) {
        Shown before = shown.get(user);
        boolean wasIdle = before != null && before.idle();
        shown.put(user, Shown.of(chosen, table.idle(user, now).orElse(wasIdle)));
        return before;
    }

    /** Shows the user no more. Returns what was shown; null: nothing. */
    @Nullable
    Shown hide(UserId user) {
        return shown.remove(user);
    }

    /** The first users after this one who are shown as online or away. */
    List<State> page(@Nullable UserId after, int limit) {
        NavigableMap<UserId, Shown> rest = after == null ? shown : shown.tailMap(after, false);
        return rest.entrySet().stream()
                .filter(each -> each.getValue().isVisible())
                .limit(limit)
                .map(each -> each.getValue().toOthers(each.getKey()))
                .toList();
    }

    /** The statuses of all who are connected; one whose choice is not known yet counts as invisible. */
    Map<UserId, PresenceStatus> statuses() {
        Map<UserId, PresenceStatus> statuses = new HashMap<>();
        for (UserId user : table.users()) {
            Shown known = shown.get(user);
            statuses.put(user, known == null ? PresenceStatus.INVISIBLE : known.status());
        }
        return statuses;
    }

    /** Whether all nodes could report since the takeover; true once. */
    boolean settles(long now) {
        boolean first = !settled && table.isSettled(now);
        settled = settled || first;
        return first;
    }
}
