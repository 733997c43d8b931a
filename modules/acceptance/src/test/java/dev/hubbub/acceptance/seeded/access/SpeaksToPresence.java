// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.seeded.access;

import dev.hubbub.acceptance.seeded.contract.KnowsAccess;
import dev.hubbub.acceptance.seeded.presence.RawOutput;

/** A feature must not know another one. */
public final class SpeaksToPresence {
    /** The forbidden dependency. */
    public RawOutput presence;

    /** The way back, for the cycle. */
    public KnowsAccess contract;
}
