// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

import dev.hubbub.chaos.proxy.NetworkCondition;
import java.util.Locale;

/** What can be done to a target. */
public enum Fault {
    /** SIGKILL; started again when it ends. */
    KILL(TargetKind.PROCESS),
    /** SIGTERM; started again when it ends. */
    TERM(TargetKind.PROCESS),
    /** SIGSTOP; SIGCONT when it ends. */
    STOP(TargetKind.PROCESS),
    /** Connections are reset, and new ones too. */
    CUT(TargetKind.LINK),
    /** Bytes vanish in both directions, and nobody is told. */
    DROP(TargetKind.LINK),
    /** Bytes wait in both directions until it ends. */
    HOLD(TargetKind.LINK),
    /** What comes back from the target waits until it ends. */
    HALF_OPEN(TargetKind.LINK),
    /** Everything takes 200 ms longer. */
    DELAY(TargetKind.LINK),
    /** All clients lose their connections at once. */
    STORM(TargetKind.CLIENTS);

    /** What a fault can be done to. */
    public enum TargetKind {
        /** A hub or its store. */
        PROCESS,
        /** A way through a proxy. */
        LINK,
        /** All clients of this run. */
        CLIENTS
    }

    private static final int DELAY_MILLIS = 200;

    private final TargetKind targetKind;

    Fault(TargetKind targetKind) {
        this.targetKind = targetKind;
    }

    /** What it can be done to. */
    public TargetKind targetKind() {
        return targetKind;
    }

    /** Of a link: how it behaves meanwhile. */
    NetworkCondition condition() {
        return this == DELAY
                ? NetworkCondition.delay(DELAY_MILLIS)
                : NetworkCondition.of(NetworkCondition.Kind.valueOf(name()));
    }

    /** As in a schedule: {@code half-open}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
