// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import java.time.Instant;

/**
 * What has to be known of an entry to number the one after it.
 *
 * @param seq its number
 * @param membership the seq of the newest membership entry at or before it
 * @param at when it was stored
 */
record Head(long seq, long membership, Instant at) {
    /** The room does not exist: it has no entry. */
    static final Head NONE = new Head(0, 0, Instant.EPOCH);

    boolean exists() {
        return seq > 0;
    }
}
