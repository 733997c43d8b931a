// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.presence.Presence.Changed;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What follows when there is something else to show of a user: others are told what they see from now on, and the time is
 * stored when they see the user go. To others it is the same whether a user leaves or becomes invisible.
 */
public record StateChanges(PresencePublisher publisher, LastSeenWriter lastSeen) {
    /** @param before null: the user was not connected, or it was not known what the user chose */
    void shown(UserId user, @Nullable Shown before, Shown now, Instant at) {
        Changed changed = now.changed(user);
        if (now.isVisible()) {
            publisher.publish(now.toOthers(user), changed);
        } else {
            gone(before, changed, at);
        }
    }

    /** The user has chosen, and sees this of itself. */
    void chosen(State own) {
        publisher.publishToUser(own);
    }

    /** @param before null: others never saw the user */
    void left(UserId user, @Nullable Shown before, Instant at) {
        gone(before, new Changed(user, false), at);
    }

    private void gone(@Nullable Shown before, Changed changed, Instant at) {
        if (before != null && before.isVisible()) {
            lastSeen.write(changed.user(), at);
            publisher.publish(new State(changed.user(), false, at), changed);
        } else {
            publisher.publishToNodes(changed);
        }
    }

    /** When the user was last seen, if that is not stored yet. */
    Optional<Instant> pendingLastSeen(UserId user) {
        return lastSeen.pending(user);
    }
}
