// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.seeded.gateway.one;

import dev.hubbub.acceptance.seeded.gateway.two.AndBack;
import dev.hubbub.acceptance.seeded.hub.Wiring;

/** Half of a cycle, and a gateway that knows the hub. */
public final class There {
    /** To the other half. */
    public AndBack other;

    /** To the hub. */
    public Wiring hub;
}
