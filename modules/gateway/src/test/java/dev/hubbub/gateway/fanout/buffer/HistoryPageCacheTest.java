// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.DeletedEntry;
import dev.hubbub.contract.entries.EditedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HistoryPageCacheTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId PIE = new RoomId("pie");

    private final List<Promise<MessageLog.Slice>> reads = new ArrayList<>();
    private final HistoryPageCache pages = new HistoryPageCache(read -> {
        Promise<MessageLog.Slice> slice = Promise.promise();
        reads.add(slice);
        return slice.future();
    });

    private static Entry message(RoomId room, long seq, String text) {
        return MessageEntry.KIND
                .entry(room, Caller.of("ann"), new ClientId("c" + seq), text)
                .stored(seq, Instant.EPOCH);
    }

    private static RoomEntry deleted(RoomId room, long target, long seq) {
        return RoomEntry.of(DeletedEntry.KIND
                .entry(room, Caller.of("ann"), new DeletedEntry.Content(target))
                .stored(seq, Instant.EPOCH));
    }

    private void answer(int read, Entry... entries) {
        reads.get(read).complete(new MessageLog.Slice(List.of(entries), null));
    }

    private static List<String> texts(Future<List<RoomEntry>> page) {
        return page.result().stream()
                .map(entry -> MessageEntry.text((Entry) entry.delivery().body()))
                .toList();
    }

    @Test
    void pageWithATextThatIsDeletedIsReadAgainAndOthersStay() {
        Future<List<RoomEntry>> tea = pages.from(TEA, 1);
        Future<List<RoomEntry>> later = pages.from(TEA, 101);
        Future<List<RoomEntry>> pie = pages.from(PIE, 1);
        answer(0, message(TEA, 1, "old"));
        answer(1, message(TEA, 101, "later"));
        answer(2, message(PIE, 1, "pie"));
        pages.dropOutdated(deleted(TEA, 1, 200));
        assertThat(pages.from(TEA, 101).result()).isSameAs(later.result());
        assertThat(pages.from(PIE, 1).result()).isSameAs(pie.result());
        assertThat(tea.isComplete()).isTrue();
        Future<List<RoomEntry>> again = pages.from(TEA, 1);
        assertThat(again.isComplete()).isFalse();
        answer(3, message(TEA, 1, "new"));
        assertThat(texts(again)).containsExactly("new");
    }

    @Test
    void pageWithAnEarlierEditIsReadAgain() {
        pages.from(TEA, 1);
        EditedEntry.Content edit = new EditedEntry.Content(1, "second", null, null, null);
        answer(0, EditedEntry.KIND.entry(TEA, Caller.of("ann"), edit).stored(2, Instant.EPOCH));
        pages.dropOutdated(deleted(TEA, 1, 3));
        pages.from(TEA, 1);
        assertThat(reads).hasSize(2);
    }

    @Test
    void textThatIsDeletedWhileItIsReadIsReadAgainOnceAndNotKeptIfThatHappensAgain() {
        Future<List<RoomEntry>> page = pages.from(TEA, 1);
        pages.dropOutdated(deleted(TEA, 1, 8));
        answer(0, message(TEA, 1, "old"));
        assertThat(page.isComplete()).isFalse();
        pages.dropOutdated(deleted(TEA, 2, 9));
        answer(1, message(TEA, 1, "new"));
        assertThat(texts(page)).containsExactly("new");
        assertThat(pages.underWay()).isZero();
        pages.from(TEA, 1);
        assertThat(reads).as("one that is not kept is read anew").hasSize(3);
    }

    @Test
    void roomThatIsNoLongerFollowedHasNoPages() {
        pages.from(TEA, 1);
        answer(0, message(TEA, 1, "old"));
        Future<List<RoomEntry>> underWay = pages.from(TEA, 101);
        pages.forget(TEA);
        assertThat(pages.length()).isZero();
        Future<List<RoomEntry>> anew = pages.from(TEA, 101);
        answer(1, message(TEA, 101, "old"));
        assertThat(underWay.isComplete()).isTrue();
        assertThat(pages.length()).isZero();
        answer(2, message(TEA, 101, "new"));
        assertThat(texts(anew)).containsExactly("new");
        assertThat(pages.underWay()).isZero();
        pages.from(TEA, 1);
        assertThat(reads).hasSize(4);
    }

    @Test
    void storeThatFailsIsAskedAnew() {
        Future<List<RoomEntry>> page = pages.from(TEA, 1);
        reads.get(0).fail("away");
        assertThat(page.failed()).isTrue();
        pages.from(TEA, 1);
        assertThat(reads).hasSize(2);
        assertThat(pages.underWay()).isOne();
    }
}
