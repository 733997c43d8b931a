// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.pages;

import dev.hubbub.access.lookup.MessageFinder;
import dev.hubbub.access.reads.ThreadReads;
import dev.hubbub.access.store.MessageLookupClient;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLookup;
import dev.hubbub.contract.messages.MessagePages.OfThread;
import dev.hubbub.contract.messages.MessagePages.ThreadPage;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import java.util.Map;

/** Reads threads. */
public final class ThreadService {
    private final RoomReader reader;
    private final MessageFinder finder;
    private final MessageLookupClient lookups;
    private final ThreadReads reads;

    public ThreadService(RoomReader reader, MessageFinder finder, MessageLookupClient lookups, ThreadReads reads) {
        this.reader = reader;
        this.finder = finder;
        this.lookups = lookups;
        this.reads = reads;
    }

    /** A thread whose first message is deleted is read on. */
    public Future<ThreadPage> thread(Caller caller, OfThread body) {
        return reader.require(caller, body.room())
                .compose(room -> finder.find(body.room(), body.seq()))
                .map(found -> found.orElseThrow(() -> MessageFinder.missing("seq", body.seq())))
                .compose(first -> page(caller, body, first));
    }

    private Future<ThreadPage> page(Caller caller, OfThread body, Entry first) {
        MessageLookup.Replies asked = new MessageLookup.Replies(body.room(), body.seq(), body.after(), body.limit());
        return lookups.replies(asked).compose(slice -> reads.position(caller.user(), body.room(), body.seq())
                .map(position ->
                        new ThreadPage(first, slice.entries(), count(first), position.seq(), (int) position.unread())));
    }

    private static long count(Entry first) {
        return first.fields().get("replies") instanceof Map<?, ?> replies
                        && replies.get("count") instanceof Number count
                ? count.longValue()
                : 0;
    }
}
