// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import dev.hubbub.contract.error.HubException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one entry of a write.
 *
 * @param failure why an entry was refused, or why its outcome is unknown; else absent
 */
public record Outcome(Kind kind, @Nullable HubException failure) {

    public static final Outcome STORED = new Outcome(Kind.STORED, null);
    public static final Outcome COLLIDED = new Outcome(Kind.COLLIDED, null);
    public static final Outcome NOT_TRIED = new Outcome(Kind.NOT_TRIED, null);

    /** The kinds of outcomes. */
    public enum Kind {
        STORED,
        /** Its number or its key is taken. It is not stored. */
        COLLIDED,
        /** The store does not take such an entry, now or later. It is not stored. */
        REFUSED,
        /** It may be stored, now or later. */
        UNKNOWN,
        /** An entry of the room before it is not stored, so this one is not either. */
        NOT_TRIED
    }

    public static Outcome refused(HubException failure) {
        return new Outcome(Kind.REFUSED, failure);
    }

    public static Outcome unknown(HubException failure) {
        return new Outcome(Kind.UNKNOWN, failure);
    }

    public boolean isStored() {
        return kind == Kind.STORED;
    }

    /** Of an entry that was refused, or whose outcome is unknown. */
    public HubException requireFailure() {
        return Objects.requireNonNull(failure, "failure");
    }
}
