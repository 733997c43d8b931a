// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.session.Feeds.ResetReason;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.fanout.buffer.ReorderBudget;
import dev.hubbub.gateway.fanout.buffer.ReplayBuffer;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is not in the entries of a feed: users who left without one, and entries that are lost. */
final class RoomFeedGapsTest {
    private static final RoomId ROOM = new RoomId("tea");
    private static final String ENDED = "FORBIDDEN: no longer a member";

    private final RoomFeed feed = new RoomFeed(ROOM, new ReplayBuffer(), new ReorderBudget(), 1_000);
    private final RecordingSubscriber ann = new RecordingSubscriber("ann", ROOM, 0);
    private final RecordingSubscriber bob = new RecordingSubscriber("bob", ROOM, 0);

    private PendingSubscription expect(RecordingSubscriber listener, Long since) {
        PendingSubscription pending = new PendingSubscription(ROOM, listener, since);
        feed.expect(pending);
        return pending;
    }

    private void admit(RecordingSubscriber listener, long head) {
        assertThat(feed.admit(expect(listener, null), head)).isPresent();
    }

    private static RoomEntry message(long seq) {
        return RoomEntry.of(MessageEntry.KIND
                .entry(ROOM, Caller.of("ann"), new ClientId("c" + seq), "x")
                .stored(seq, Instant.EPOCH));
    }

    @Test
    void feedOfAUserWhoLeftWithoutAnEntryEnds() {
        RecordingSubscriber tab = new RecordingSubscriber("bob", ROOM, 0);
        admit(ann, 1);
        admit(bob, 1);
        admit(tab, 1);
        feed.left(new UserId("bob"));
        feed.take(message(2));
        assertThat(bob.told).containsExactly("position 1", ENDED);
        assertThat(tab.told).containsExactly("position 1", ENDED);
        assertThat(ann.told).containsExactly("position 1", 2L);
    }

    @Test
    void judgementFromBeforeTheUserLeftIsNotTaken() {
        PendingSubscription asked = expect(bob, null);
        asked.markAsked();
        feed.left(new UserId("ann"));
        feed.left(new UserId("bob"));
        assertThat(feed.admit(asked, 1)).isEmpty();
        assertThat(bob.told).isEmpty();
        asked.markAsked();
        assertThat(feed.admit(asked, 1)).isPresent();
    }

    @Test
    void whatIsLostIsToldToAllWhoDoNotHaveIt() {
        admit(ann, 10);
        feed.take(message(11));
        feed.take(message(5_002));
        assertThat(feed.gap()).isEqualTo(Optional.of(12L));
        admit(bob, 5_001); // judged by the node that numbers the room now
        assertThat(feed.skipTo(5_001, ResetReason.LOST)).isTrue();
        assertThat(feed.skipTo(5_001, ResetReason.LOST)).as("again").isFalse();
        assertThat(ann.told).containsExactly("position 10", 11L, "reset 5000 lost");
        assertThat(bob.told).containsExactly("position 5001");
        feed.take(message(5_001));
        assertThat(ann.told).endsWith(5_001L, 5_002L);
        assertThat(bob.told).endsWith(5_002L);
        assertThat(feed.gap()).isEmpty();
    }

    @Test
    void entryThatTheClientHasOfALostSequenceIsReset() {
        feed.access().answered(new Access.SubscriptionAllowed(ROOM, 5_001, null, null, 5_000L));
        for (long since : new long[] {0, 11, 4_999}) {
            RecordingSubscriber client = new RecordingSubscriber("ann", ROOM, 0);
            feed.admit(expect(client, since), 5_001);
            assertThat(client.told).containsExactly("reset 5001 lost");
        }
        feed.admit(expect(bob, 5_000L), 5_001);
        assertThat(bob.told).containsExactly("position 5000");
    }
}
