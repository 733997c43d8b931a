// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.pages;

import dev.hubbub.access.lookup.MessageFinder;
import dev.hubbub.access.store.RoomRecordClient;
import dev.hubbub.contract.messages.MessagePages.Reactions;
import dev.hubbub.contract.messages.MessagePages.Reactors;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.messages.Overlays.Reaction;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;

/** Reads who reacted to messages. A page looks at {@value #PAGE} users, whatever they reacted with. */
public final class ReactionService {
    static final int PAGE = 500;

    private final RoomReader reader;
    private final MessageFinder finder;
    private final RoomRecordClient records;

    public ReactionService(RoomReader reader, MessageFinder finder, RoomRecordClient records) {
        this.reader = reader;
        this.finder = finder;
        this.records = records;
    }

    public Future<Reactors> reactions(Caller caller, Reactions body) {
        String prefix = Overlays.key(body.seq()) + '/';
        String after = body.after() == null ? prefix : prefix + body.after();
        return reader.require(caller, body.room())
                .compose(room -> finder.require("seq", body.room(), body.seq()))
                .compose(message ->
                        records.list(new Records.ListOf(body.room().value(), Overlays.REACTION.name(), after, PAGE)))
                .map(found -> page(body, prefix, found));
    }

    private static Reactors page(Reactions body, String prefix, Records.Found found) {
        List<StoredRecord> all = found.records();
        List<StoredRecord> own = all.stream()
                .filter(record -> record.key().key().startsWith(prefix))
                .toList();
        boolean more = own.size() == all.size() && (all.size() == PAGE || Boolean.TRUE.equals(found.more()));
        List<UserId> users = own.stream()
                .flatMap(record -> Overlays.REACTION.readIfValid(record).stream())
                .filter(reaction -> reaction.emojis().contains(body.emoji()))
                .map(Reaction::user)
                .toList();
        return new Reactors(users, more ? own.get(own.size() - 1).key().key().substring(prefix.length()) : null);
    }
}
