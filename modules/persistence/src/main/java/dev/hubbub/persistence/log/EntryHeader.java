// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import java.time.Instant;

/**
 * What has to be known of an entry to number the one after it.
 *
 * @param seq its number
 * @param membership the seq of the newest membership entry at or before it
 * @param at when it was stored
 */
public record EntryHeader(long seq, long membership, Instant at) {
    /** The room does not exist: it has no entry. */
    public static final EntryHeader NONE = new EntryHeader(0, 0, Instant.EPOCH);

    public boolean exists() {
        return seq > 0;
    }
}
