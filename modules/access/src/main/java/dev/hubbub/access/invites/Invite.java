// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.invites;

import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.RecordKind;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invite as it is kept: a record of its room, with the code as its key. A second record leads from the code to the room.
 *
 * @param role of those who come by it
 * @param uses how many may; absent (null): any number
 * @param used how many have
 * @param expiresAt absent: it does not expire
 */
record Invite(Role role, @Nullable Integer uses, int used, @Nullable Instant expiresAt) {
    static final RecordKind<Invite> KIND = new RecordKind<>("invite", Invite.class);
    static final RecordKind<Target> TARGET = new RecordKind<>("invite-room", Target.class);

    /** The room of a code. */
    record Target(RoomId room) {
        Target {
            Check.present("room", room);
        }
    }

    Invite {
        Check.present("role", role);
    }

    static RecordKey key(RoomId room, String code) {
        return KIND.key(room.value(), code);
    }

    static RecordKey targetKey(String code) {
        return TARGET.key(code);
    }

    boolean isVoid(Instant now) {
        boolean isExpired = expiresAt != null && !expiresAt.isAfter(now);
        return isExpired || (uses != null && used >= uses);
    }

    /** The same after so many more or fewer have come. */
    Invite used(int more) {
        return new Invite(role, uses, Math.max(0, used + more), expiresAt);
    }
}
