// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Objects;

/** An entry that waits to be stored, and whoever waits for it. */
final class PendingAppend implements RoomTask {
    /** A number is lost to another writer who moved on; many times in a row means that our reads do not show it. */
    private static final int MAX_ATTEMPTS = 100;

    private final Append request;
    private final Key key;
    private final Promise<StoredEntry> stored = Promise.promise();
    private int attempts;
    private boolean rechecked;
    private StoredEntry storedBefore;

    /** What is stored once in a room. */
    record Key(UserId sender, String key) {}

    PendingAppend(Append request) {
        this.request = request;
        this.key = new Key(request.entry().sender(), StoredEntry.keyFor(request.entry()));
    }

    Append request() {
        return request;
    }

    Entry entry() {
        return request.entry();
    }

    Key key() {
        return key;
    }

    /** The reply to whoever asked to store this entry, which may have been stored for somebody else. */
    Future<Appended> replyTo(Entry requested) {
        return stored.future().compose(entry -> {
            if (!Objects.equals(entry.entry().text(), requested.text())) {
                return Future.failedFuture(
                        new HubException(ErrorCode.CONFLICT, "clientId was used for seq " + entry.seq()));
            }
            return Future.succeededFuture(
                    new Appended(entry.room(), entry.seq(), entry.entry().at()));
        });
    }

    /** Whether it may try again after it has lost its number. */
    boolean mayRetry() {
        return ++attempts < MAX_ATTEMPTS;
    }

    /** Whether it was judged by more than we know; true once, so that we look again and then trust what we see. */
    boolean needsRecheck(EntryHeader head) {
        boolean first = !rechecked && request.membership() > head.membership();
        rechecked = rechecked || first;
        return first;
    }

    /** It is stored already, and waits only to be answered. */
    void markStored(StoredEntry entry) {
        storedBefore = entry;
    }

    void complete(StoredEntry entry) {
        stored.complete(entry);
    }

    @Override
    public boolean run(RoomWriter writer, Batch batch) {
        if (storedBefore != null) {
            writer.complete(this, storedBefore);
            return true;
        }
        return writer.number(this, batch);
    }

    @Override
    public void fail(HubException cause) {
        stored.fail(cause);
    }
}
