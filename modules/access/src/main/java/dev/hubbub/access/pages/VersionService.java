// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.pages;

import dev.hubbub.access.lookup.MessageFinder;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.store.MessageLookupClient;
import dev.hubbub.contract.messages.MessageLookup.Versions;
import dev.hubbub.contract.messages.MessageLookup.VersionsOf;
import dev.hubbub.contract.messages.MessagePages.Edits;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import java.util.List;

/** Reads the texts that messages had, for those who may delete the messages of others. */
public final class VersionService {
    private final RoomReader reader;
    private final RoomPolicies policies;
    private final MessageFinder finder;
    private final MessageLookupClient lookups;

    public VersionService(RoomReader reader, RoomPolicies policies, MessageFinder finder, MessageLookupClient lookups) {
        this.reader = reader;
        this.policies = policies;
        this.finder = finder;
        this.lookups = lookups;
    }

    public Future<Versions> edits(Caller caller, Edits body) {
        return reader.require(caller, body.room())
                .map(room -> {
                    policies.of(room.kind())
                            .may(Right.DELETE, RoomLookup.actor(room, caller), room.details())
                            .require();
                    return room;
                })
                .compose(room -> finder.find(body.room(), body.seq()))
                .map(found -> found.orElseThrow(() -> MessageFinder.missing("seq", body.seq())))
                .compose(message -> MessageFinder.isDeleted(message)
                        ? Future.succeededFuture(new Versions(List.of()))
                        : lookups.versions(new VersionsOf(body.room(), body.seq())));
    }
}
