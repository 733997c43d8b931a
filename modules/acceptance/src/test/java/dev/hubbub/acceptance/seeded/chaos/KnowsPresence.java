// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.seeded.chaos;

import dev.hubbub.acceptance.seeded.presence.RawOutput;

/** Who breaks a hub must see of it what clients see. */
public final class KnowsPresence {
    /** The forbidden dependency. */
    public RawOutput presence;
}
