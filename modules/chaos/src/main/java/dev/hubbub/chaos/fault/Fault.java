// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

import dev.hubbub.chaos.proxy.NetworkCondition;
import java.util.Locale;

/** The kinds of faults. */
public enum Fault {
    /** SIGKILL; the process starts again when the fault ends. */
    KILL(TargetKind.PROCESS),
    /** SIGTERM; the process starts again when the fault ends. */
    TERM(TargetKind.PROCESS),
    /** SIGSTOP; SIGCONT when the fault ends. */
    STOP(TargetKind.PROCESS),
    /** Open and new connections are reset. */
    CUT(TargetKind.LINK),
    /** Bytes are lost in both directions, without an error. */
    DROP(TargetKind.LINK),
    /** Bytes wait in both directions until the fault ends. */
    HOLD(TargetKind.LINK),
    /** Bytes from the target wait until the fault ends. */
    HALF_OPEN(TargetKind.LINK),
    /** Bytes arrive 200 ms later. */
    DELAY(TargetKind.LINK),
    /** All clients lose their connections at once. */
    STORM(TargetKind.CLIENTS),
    /** Crowd after crowd of other users joins a room, all of a crowd at once. */
    JOIN_CROWD(TargetKind.CROWD),
    /** Other users join and leave a room by turns, without a pause. */
    JOIN_LEAVE(TargetKind.CROWD),
    /** Four other users send frames that ask for nothing, as fast as they can. */
    FRAME_FLOOD(TargetKind.CROWD);

    /** The kinds of targets. */
    public enum TargetKind {
        /** A node or the store. */
        PROCESS,
        /** A network link through a proxy. */
        LINK,
        /** All clients of this run. */
        CLIENTS,
        /** Other users, who come for the time of the fault. */
        CROWD
    }

    private static final int DELAY_MILLIS = 200;

    private final TargetKind targetKind;

    Fault(TargetKind targetKind) {
        this.targetKind = targetKind;
    }

    /** The kind of target that this fault applies to. */
    public TargetKind targetKind() {
        return targetKind;
    }

    /** How a link behaves during this fault. */
    NetworkCondition condition() {
        return this == DELAY
                ? NetworkCondition.delay(DELAY_MILLIS)
                : NetworkCondition.of(NetworkCondition.Kind.valueOf(name()));
    }

    /** The name in a schedule: {@code half-open}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
