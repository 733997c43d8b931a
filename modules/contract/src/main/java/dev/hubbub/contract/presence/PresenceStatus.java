// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.presence;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is shown of a user's presence. A user may choose each but {@link #OFFLINE}. */
public enum PresenceStatus {
    /** Connected, and made a request a short while ago. */
    ONLINE,
    /** Connected, and either chose to be shown as away or made no request for some time. */
    AWAY,
    /** Connected, and shown as offline to all others: only the user sees this status. */
    INVISIBLE,
    /** Not connected, or shown so. */
    OFFLINE;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
