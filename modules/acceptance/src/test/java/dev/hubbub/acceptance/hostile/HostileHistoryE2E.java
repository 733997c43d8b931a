// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.hostile;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Long pipelines, and pages of history, beside a conversation. */
final class HostileHistoryE2E extends BesideACanary {
    private static final boolean FULL = Boolean.getBoolean("hubbub.full");

    /** D14: a client that sends and does not read is answered in order, or closed; nobody else waits. */
    @Test
    void thousandsOfRequestsInOneGoAreNumberedInOrder() throws Exception {
        List<Future<JsonObject>> sends = IntStream.range(0, transport == Transport.RAW || FULL ? 10_000 : 1_000)
                .mapToObj(i -> owner.request("api.messages.send", message("d14-" + i, "t")))
                .toList();
        long first = sends.get(0).await(60, SECONDS).getLong("seq");
        for (int i = 0; i < sends.size(); i++) {
            assertThat(sends.get(i).await(60, SECONDS).getLong("seq")).isEqualTo(first + i);
        }
        pagesAreWhole(first + sends.size() - 1);
    }

    /** F2: every page, backwards and forwards, while others write. */
    private void pagesAreWhole(long head) {
        List<Long> forwards = new ArrayList<>();
        List<Long> backwards = new ArrayList<>();
        for (long after = 0; after < head; after = forwards.get(forwards.size() - 1)) {
            page(null, after).forEach(entry -> forwards.add(entry.seq()));
            say("f2-" + after);
        }
        for (long before = head + 1; before > 1; before = backwards.get(backwards.size() - 1)) {
            List<Entry> page = page(before, null);
            for (int i = page.size() - 1; i >= 0; i--) {
                backwards.add(page.get(i).seq());
            }
        }
        assertThat(forwards.subList(0, (int) head))
                .isEqualTo(LongStream.rangeClosed(1, head).boxed().toList());
        assertThat(backwards)
                .isEqualTo(LongStream.rangeClosed(1, head)
                        .map(seq -> head + 1 - seq)
                        .boxed()
                        .toList());
    }

    private List<Entry> page(Long before, Long after) {
        return owner.call(Messages.HISTORY, new Messages.History(room, before, after, 100))
                .messages();
    }

    /** F1: limits are numbers, and bounded. */
    @Test
    void limitsOfHistoryAreRefusedOrClamped() {
        for (Object wrong : List.of(0, -1, "all", 1.5, true, new JsonObject())) {
            JsonObject body = new JsonObject().put("room", room.value()).put("limit", wrong);
            assertThat(failure(owner, "api.messages.history", body).is(ErrorCode.BAD_REQUEST))
                    .isTrue();
        }
        JsonObject huge = new JsonObject().put("room", room.value()).put("limit", 1_000_000_000);
        assertThat(owner.call("api.messages.history", huge).getJsonArray("messages"))
                .hasSizeLessThanOrEqualTo(100);
    }

    /** D12: positions are numbers that make sense. */
    @Test
    void positionsOfHistoryAreNumbers() {
        for (Object wrong : List.of(-1, 1.5, "1", true, new JsonObject(), Double.MAX_VALUE)) {
            JsonObject body = new JsonObject().put("room", room.value()).put("after", wrong);
            assertThat(failure(owner, "api.messages.history", body).is(ErrorCode.BAD_REQUEST))
                    .isTrue();
        }
        JsonObject future = new JsonObject().put("room", room.value()).put("after", Long.MAX_VALUE);
        assertThat(owner.call("api.messages.history", future).getJsonArray("messages"))
                .isEmpty();
    }
}
