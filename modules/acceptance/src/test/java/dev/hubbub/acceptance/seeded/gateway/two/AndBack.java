// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.seeded.gateway.two;

import dev.hubbub.acceptance.seeded.gateway.one.There;

/** The other half of the cycle. */
public final class AndBack {
    /** To the first half. */
    public There other;
}
