// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.typing;

import dev.hubbub.contract.presence.Presence.Noted;
import dev.hubbub.contract.presence.Presence.Typing;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.presence.remote.RemoteServices;
import io.vertx.core.Future;
import java.util.function.IntPredicate;

/** Publishes to a room that a member is typing. A member whom the other user of a direct room blocks gets the same answer. */
public final class TypingService {
    private final TypingTable table;
    private final MembershipCheckCache memberships;
    private final RemoteServices services;
    private final IntPredicate owned;

    /** @param owned whether this node owns a shard */
    public TypingService(
            TypingTable table, MembershipCheckCache memberships, RemoteServices services, IntPredicate owned) {
        this.table = table;
        this.memberships = memberships;
        this.services = services;
        this.owned = owned;
    }

    public Future<Noted> typing(Caller caller, Typing request) {
        return memberships.check(caller, request.room()).map(allowed -> {
            if (!allowed.isSilent()) {
                update(caller, request);
            }
            return new Noted(request.room());
        });
    }

    private void update(Caller caller, Typing request) {
        Profile known = caller.profile().equals(Profile.EMPTY) ? null : caller.profile();
        table.update(request.room(), caller.user(), known, request.typing())
                .map(TypingEvent::hint)
                .ifPresent(services::publish);
    }

    /** To be called often: publishes events that have become due. */
    public void sweep() {
        table.sweep(owned).forEach(event -> services.publish(event.hint()));
    }
}
