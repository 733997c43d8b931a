// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.address;

import java.util.Locale;

/** By which limit of a user a request is counted. The figures are settings of the gateway. */
public enum RateLimit {
    /** Messages to rooms. */
    MESSAGES,
    /** Typing hints. */
    TYPING,
    /** Signals to rooms. */
    SIGNALS,
    /** Joins, leaves and updates of one room, beside the limit of all requests. */
    MEMBERSHIPS,
    /** Everything else. */
    REQUESTS;

    /** The name on the bus and in messages to clients. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
