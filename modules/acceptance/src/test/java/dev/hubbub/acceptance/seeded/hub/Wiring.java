// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.seeded.hub;

import dev.hubbub.acceptance.seeded.presence.RawOutput;

/** The hub must see of a feature its verticle and its config only. */
public final class Wiring {
    /** The forbidden dependency. */
    public RawOutput presence;
}
