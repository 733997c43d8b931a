// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.seeded.contract;

import dev.hubbub.acceptance.seeded.access.SpeaksToPresence;

/** The contract must not know a feature; together with what that feature knows, it is a cycle too. */
public final class KnowsAccess {
    /** The forbidden dependency. */
    public SpeaksToPresence access;
}
