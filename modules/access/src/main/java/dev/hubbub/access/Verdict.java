// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.rooms.Member;

/**
 * What a rule says about a membership request that is allowed.
 *
 * @param change the kind of entry to store; absent (null) when things are as wished already
 * @param present the membership that there is already; absent (null) when there is something to change
 */
record Verdict(Entry.Kind change, Member present) {
    static Verdict change(Entry.Kind kind) {
        return new Verdict(kind, null);
    }

    static Verdict already(Member present) {
        return new Verdict(null, present);
    }
}
