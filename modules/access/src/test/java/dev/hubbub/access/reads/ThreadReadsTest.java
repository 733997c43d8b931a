// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.reads;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.lookup.MessageFinder;
import dev.hubbub.access.store.FakeStore;
import dev.hubbub.access.store.FakeUserRecords;
import dev.hubbub.access.store.MessageLookupClient;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.MessageLog.Slice;
import dev.hubbub.contract.messages.MessageLookup;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A thread without end, all of whose replies are of one user. */
class ThreadReadsTest {
    private final List<MessageLookup.Replies> asked = new ArrayList<>();
    private Caller replier = ANN;
    private final ThreadReads reads = new ThreadReads(
            new FakeUserRecords(), new Replies(), new MessageFinder(new FakeStore()), () -> Instant.EPOCH);

    private final class Replies implements MessageLookupClient {
        @Override
        public Future<Slice> replies(MessageLookup.Replies request) {
            asked.add(request);
            long after = request.after() == null ? 0 : request.after();
            return Future.succeededFuture(new Slice(LongStream.rangeClosed(after + 1, after + request.limit())
                    .mapToObj(this::reply)
                    .toList()));
        }

        private Entry reply(long seq) {
            return MessageEntry.KIND
                    .entry(PUBLIC_ROOM, replier, new ClientId("c" + seq), "reply")
                    .stored(seq, Instant.EPOCH);
        }

        @Override
        public Future<Slice> messages(MessageLookup.Get request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<MessageLookup.Found> at(MessageLookup.At request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<MessageLookup.Versions> versions(MessageLookup.VersionsOf request) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void fewPagesAreLookedAtHoweverManyOwnRepliesFollow() {
        assertThat(result(reads.position(ANN.user(), PUBLIC_ROOM, 1)).unread()).isZero();
        assertThat(asked).extracting(MessageLookup.Replies::after).containsExactly(0L, 100L, 200L, 300L, 400L);
    }

    @Test
    void manyUnreadRepliesAreNotCounted() {
        replier = BOB;
        assertThat(result(reads.position(ANN.user(), PUBLIC_ROOM, 1)).unread()).isEqualTo(100);
        assertThat(asked).hasSize(1);
    }
}
