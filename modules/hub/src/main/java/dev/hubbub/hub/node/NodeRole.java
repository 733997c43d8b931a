// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import java.util.Locale;

/** A part of the hub that a node can run, in the order in which a node starts them. */
public enum NodeRole {
    /** Numbers and stores entries. */
    PERSISTENCE,
    /** Authorizes requests on rooms. */
    ACCESS,
    /** Knows who is online and typing. */
    PRESENCE,
    /** Counts what users do over all nodes; a node with {@link #PRESENCE} runs it, too. */
    LIMITS,
    /** Looks at messages before they are stored, where that is set. */
    MODERATION,
    /** Sends listeners what is stored. */
    LISTENERS,
    /** Serves browsers and apps; last to start and first to stop. */
    GATEWAY;

    /** The name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
