// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.flood;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.moderation.FloodGuard.Count;
import dev.hubbub.contract.moderation.FloodGuard.Counted;
import dev.hubbub.contract.moderation.FloodGuard.Finding;
import dev.hubbub.contract.moderation.FloodGuard.FloodLimits;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The clock stands still unless a test advances it. */
class FloodTableTest {
    private static final FloodLimits THREE_IN_TEN = new FloodLimits(3, 10, 0, 0);
    private static final FloodLimits ONE_REPETITION = new FloodLimits(0, 1, 1, 60);
    private static final String LONG_TEXT =
            "Buy cheap watches at my shop today, the best watches in town, for you and all your friends";

    private final AtomicLong clock = new AtomicLong(100_000);
    private final FloodTable table = new FloodTable(clock::get);

    private Counted send(String user, String room, @Nullable String clientId, String text, FloodLimits limits) {
        ClientId client = clientId == null ? null : new ClientId(clientId);
        return table.count(new Count(new RoomId(room), new UserId(user), client, TextSketch.of(text), limits))
                .result();
    }

    private Finding send(String text, FloodLimits limits) {
        return send("ann", "lobby", null, text, limits).finding();
    }

    @Test
    void oneMessageTooManyIsToldUntilTheFirstIsLongEnoughAgo() {
        assertThat(send("a", THREE_IN_TEN)).isEqualTo(Finding.FINE);
        clock.addAndGet(4_000);
        assertThat(send("b", THREE_IN_TEN)).isEqualTo(Finding.FINE);
        assertThat(send("c", THREE_IN_TEN)).isEqualTo(Finding.FINE);
        assertThat(send("ann", "lobby", null, "d", THREE_IN_TEN)).isEqualTo(new Counted(Finding.FLOOD, 6_000));
        clock.addAndGet(5_999);
        assertThat(send("d", THREE_IN_TEN)).isEqualTo(Finding.FLOOD);
        clock.addAndGet(1);
        assertThat(send("d", THREE_IN_TEN))
                .as("what was refused does not count")
                .isEqualTo(Finding.FINE);
        assertThat(send("e", THREE_IN_TEN)).isEqualTo(Finding.FLOOD);
    }

    @Test
    void usersAndRoomsAreCountedEach() {
        FloodLimits one = new FloodLimits(1, 10, 0, 60);
        assertThat(send("ann", "lobby", null, "hi", one).finding()).isEqualTo(Finding.FINE);
        assertThat(send("bob", "lobby", null, "hi", one).finding()).isEqualTo(Finding.FINE);
        assertThat(send("ann", "hall", null, "hi", one).finding()).isEqualTo(Finding.FINE);
        assertThat(send("ann", "lobby", null, "ho", one).finding()).isEqualTo(Finding.FLOOD);
        assertThat(table.senders()).isEqualTo(3);
    }

    @Test
    void sameTextIsToldUntilItIsLongEnoughAgo() {
        assertThat(send("Hello!", ONE_REPETITION)).isEqualTo(Finding.FINE);
        clock.addAndGet(1_000);
        assertThat(send("HELLO", ONE_REPETITION)).isEqualTo(Finding.FINE);
        assertThat(send("ann", "lobby", null, "h e l l o", ONE_REPETITION))
                .isEqualTo(new Counted(Finding.REPEATED, 59_000));
        assertThat(send("Goodbye", ONE_REPETITION)).isEqualTo(Finding.FINE);
        clock.addAndGet(59_000);
        assertThat(send("héllo", ONE_REPETITION)).isEqualTo(Finding.FINE);
    }

    @Test
    void nearlyTheSameTextIsTheSame() {
        FloodLimits none = new FloodLimits(0, 1, 0, 60);
        assertThat(send(LONG_TEXT, none)).isEqualTo(Finding.FINE);
        assertThat(send(LONG_TEXT + "!! 7", none)).isEqualTo(Finding.REPEATED);
        assertThat(send("oh " + LONG_TEXT, none)).isEqualTo(Finding.REPEATED);
        assertThat(send("I have watched your shop today, and all my friends like what you sell in town", none))
                .isEqualTo(Finding.FINE);
        assertThat(send("😀😀", none)).isEqualTo(Finding.FINE);
        assertThat(send("😀 😀", none)).isEqualTo(Finding.FINE);
        assertThat(send("😀😀", none)).isEqualTo(Finding.REPEATED);
        assertThat(send("1", none)).isEqualTo(Finding.FINE);
        assertThat(send("2", none)).isEqualTo(Finding.FINE);
    }

    @Test
    void messageThatAClientSendsAgainIsTheSameMessage() {
        FloodLimits one = new FloodLimits(1, 10, 0, 60);
        assertThat(send("ann", "lobby", "c1", "hi", one).finding()).isEqualTo(Finding.FINE);
        assertThat(send("ann", "lobby", "c1", "hi", one).finding()).isEqualTo(Finding.FINE);
        assertThat(send("ann", "lobby", "c2", "hi", one).finding()).isEqualTo(Finding.FLOOD);
    }

    @Test
    void withoutLimitsAllIsFine() {
        FloodLimits none = new FloodLimits(0, 1, 0, 0);
        for (int i = 0; i < 200; i++) {
            assertThat(send("the same", none)).isEqualTo(Finding.FINE);
        }
    }

    @Test
    void tableIsBoundedAndForgets() {
        for (int i = 0; i < FloodTable.MAX_SENDERS + 500; i++) {
            send("user" + i, "lobby", null, "hi", THREE_IN_TEN);
        }
        assertThat(table.senders()).isLessThanOrEqualTo(FloodTable.MAX_SENDERS);
        clock.addAndGet(3_600_001);
        assertThat(table.senders()).isZero();
    }
}
