// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.entries.Entry;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores a batch and tells everybody what became of it. */
final class BatchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);

    /** Whoever writes one room unseen writes others too. To look at them one collision after the other takes too long. */
    private static final int SUSPECTS = 16;

    private final EntryStore log;
    private final Announcer announcer;
    private final Courtesy courtesy;

    BatchWriter(EntryStore log, Announcer announcer, Courtesy courtesy) {
        this.log = log;
        this.announcer = announcer;
        this.courtesy = courtesy;
    }

    /** Completes, never fails, when each entry is answered or given back to its room. */
    Future<Void> write(Batch batch) {
        return Future.<Void>succeededFuture()
                .compose(begun -> log.append(batch.documents()))
                .compose(count -> settle(batch, count))
                .recover(cause -> loseSight(batch, cause));
    }

    private Future<Void> settle(Batch batch, int count) {
        batch.stored(count).forEach(numbered -> stored(numbered, batch.look()));
        return batch.isEmpty() ? Future.succeededFuture() : afterCollision(batch);
    }

    private void stored(Batch.Numbered numbered, long look) {
        StoredEntry entry = numbered.entry();
        Future<Void> derived = numbered.room().stored(entry, look);
        Entry shown =
                numbered.pending().entry().stored(entry.seq(), entry.entry().at());
        announcer.announce(shown);
        derived.onComplete(written -> numbered.room().answer(numbered.pending(), entry));
    }

    /**
     * The first of the batch was not stored, nor was anything after it. Either it had been stored before, under
     * another number: then those after it may have been too, for senders repeat what they got no answer to. Or its
     * number was taken by another writer.
     */
    private Future<Void> afterCollision(Batch batch) {
        return find(batch.entries().get(0))
                .compose(found -> found.isPresent() ? answerAllFound(batch) : numberTaken(batch));
    }

    private Future<Optional<StoredEntry>> find(Batch.Numbered numbered) {
        StoredEntry entry = numbered.entry();
        return log.find(entry.room(), entry.sender(), entry.key());
    }

    private Future<Void> answerAllFound(Batch batch) {
        List<Batch.Numbered> rest = batch.entries();
        return Future.all(rest.stream().map(this::find).toList()).map(all -> {
            List<Optional<StoredEntry>> found = all.list();
            for (int i = rest.size() - 1; i >= 0; i--) { // the last first, so that what is put back stays in order
                RoomWriter room = rest.get(i).room();
                PendingAppend pending = rest.get(i).pending();
                found.get(i).ifPresentOrElse(entry -> room.foundStored(pending, entry), () -> room.giveBack(pending));
            }
            rest.clear();
            return null;
        });
    }

    private Future<Void> numberTaken(Batch batch) {
        courtesy.collided();
        List<Batch.Numbered> rest = batch.entries();
        for (int i = rest.size() - 1; i > 0; i--) {
            rest.get(i).room().giveBack(rest.get(i).pending());
        }
        rest.get(0).room().giveBackBehind(rest.get(0).pending());
        rest.stream().map(Batch.Numbered::room).distinct().limit(SUSPECTS).forEach(room -> room.known()
                .fallBehind());
        rest.clear();
        return Future.succeededFuture();
    }

    private static Future<Void> loseSight(Batch batch, Throwable cause) {
        HubException failure = unavailable(cause);
        batch.take(batch.entries().size()).forEach(numbered -> numbered.room().loseSight(numbered.pending(), failure));
        return Future.succeededFuture();
    }

    /** What is told to those who wait for something that the store failed to do. */
    static HubException unavailable(Throwable cause) {
        if (cause instanceof HubException expected) {
            return expected;
        }
        LOG.error("the log failed", cause);
        return new HubException(ErrorCode.UNAVAILABLE, "the log failed");
    }
}
