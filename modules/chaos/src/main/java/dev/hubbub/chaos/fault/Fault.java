// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

import java.util.Locale;

/** What can be done to a target. */
public enum Fault {
    /** SIGKILL; started again when it ends. */
    KILL(Whom.PROCESS),
    /** SIGTERM; started again when it ends. */
    TERM(Whom.PROCESS),
    /** SIGSTOP; SIGCONT when it ends. */
    STOP(Whom.PROCESS),
    /** Connections are reset, and new ones too. */
    CUT(Whom.LINK),
    /** Bytes vanish in both directions, and nobody is told. */
    DROP(Whom.LINK),
    /** Bytes wait in both directions until it ends. */
    HOLD(Whom.LINK),
    /** What comes back from the target waits until it ends. */
    HALF_OPEN(Whom.LINK),
    /** Everything takes 200 ms longer. */
    DELAY(Whom.LINK),
    /** All clients lose their connections at once. */
    STORM(Whom.CLIENTS);

    /** What a fault can be done to. */
    public enum Whom {
        /** A hub or its store. */
        PROCESS,
        /** A way through a proxy. */
        LINK,
        /** All clients of this run. */
        CLIENTS
    }

    private static final int DELAY_MILLIS = 200;

    private final Whom whom;

    Fault(Whom whom) {
        this.whom = whom;
    }

    /** What it can be done to. */
    public Whom whom() {
        return whom;
    }

    /** Of a link: how it behaves meanwhile. */
    Weather weather() {
        return this == DELAY ? Weather.delay(DELAY_MILLIS) : Weather.of(Weather.Kind.valueOf(name()));
    }

    /** As in a schedule: {@code half-open}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
