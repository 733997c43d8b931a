// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.presence.Presence.Changed;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.presence.PresenceStatus;
import dev.hubbub.contract.users.UserRecords.ChosenStatus;
import dev.hubbub.contract.value.UserId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What there is to show of a user who is connected.
 *
 * @param chosen what the user chose
 * @param idle whether the user has made no request for some time, on any device
 */
record Shown(ChosenStatus chosen, boolean idle) {
    private static final Shown ACTIVE = new Shown(ChosenStatus.NONE, false);
    private static final Shown IDLE = new Shown(ChosenStatus.NONE, true);

    /** Most users choose nothing, and share two objects. */
    static Shown of(ChosenStatus chosen, boolean idle) {
        if (!chosen.equals(ChosenStatus.NONE)) {
            return new Shown(chosen, idle);
        }
        return idle ? IDLE : ACTIVE;
    }

    /** What another node tells of a user. */
    static Shown of(@Nullable PresenceStatus status, @Nullable String text) {
        PresenceStatus chosen = status == PresenceStatus.INVISIBLE ? status : PresenceStatus.ONLINE;
        return of(new ChosenStatus(chosen, text), status == PresenceStatus.AWAY);
    }

    /** What the user sees; others see an invisible user as offline. */
    PresenceStatus status() {
        return idle && chosen.status() == PresenceStatus.ONLINE ? PresenceStatus.AWAY : chosen.status();
    }

    /** Whether others see that the user is connected. */
    boolean isVisible() {
        return chosen.status() != PresenceStatus.INVISIBLE;
    }

    /** Whether it looks the same to the user and to others. */
    boolean looksLike(@Nullable Shown other) {
        return other != null && status() == other.status() && Objects.equals(chosen.text(), other.chosen.text());
    }

    /** What the user sees of itself. */
    State own(UserId user) {
        return new State(user, true, status(), chosen.text(), null, null, null);
    }

    /** What others see. */
    State toOthers(UserId user) {
        return isVisible() ? own(user) : new State(user, false, null);
    }

    /** What the other nodes that serve presence are told. */
    Changed changed(UserId user) {
        PresenceStatus status = status();
        return new Changed(user, true, status == PresenceStatus.ONLINE ? null : status, chosen.text());
    }
}
