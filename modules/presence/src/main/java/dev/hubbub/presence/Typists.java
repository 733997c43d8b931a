// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.presence.Presence.Noted;
import dev.hubbub.contract.presence.Presence.Typing;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import java.util.function.IntPredicate;

/** Members tell their rooms that they type. */
final class Typists {
    private final TypingTable table;
    private final Admissions admissions;
    private final Neighbours neighbours;
    private final IntPredicate owned;

    /** @param owned whether a shard is this node's */
    Typists(TypingTable table, Admissions admissions, Neighbours neighbours, IntPredicate owned) {
        this.table = table;
        this.admissions = admissions;
        this.neighbours = neighbours;
        this.owned = owned;
    }

    Future<Noted> typing(Caller caller, Typing body) {
        return admissions.admit(caller, body.room()).map(admitted -> note(caller, body));
    }

    private Noted note(Caller caller, Typing body) {
        table.note(body.room(), caller.user(), body.typing()).ifPresent(neighbours::announce);
        return new Noted(body.room());
    }

    /** To be called often: announces whatever has become due. */
    void sweep() {
        table.sweep(owned).forEach(neighbours::announce);
    }
}
