// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.metrics;

import java.util.Locale;

/** Why an HTTP request or an upgrade was refused before its login, as metrics and the log name it. */
public enum HttpRefusal {
    /** A page of a site that is not in {@code http.origins}. */
    ORIGIN,
    /** More upgrades from the IP address than allowed. */
    UPGRADES_OF_ADDRESS,
    /** No free socket on this node, or it starts or stops. */
    FULL,
    /** No WebSocket upgrade as RFC 6455 says. */
    MALFORMED;

    /** The value of the label {@code reason}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
