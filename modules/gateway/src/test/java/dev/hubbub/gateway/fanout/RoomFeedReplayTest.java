// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.fanout.buffer.ReorderBudget;
import dev.hubbub.gateway.fanout.buffer.ReplayBuffer;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Where what is sent again meets what is new. */
final class RoomFeedReplayTest {
    private static final RoomId ROOM = new RoomId("tea");
    private static final String OUT = "FORBIDDEN: no longer a member";

    private final ReplayBuffer recent = new ReplayBuffer();
    private final RoomFeed feed = new RoomFeed(ROOM, recent, new ReorderBudget(), 10);
    private final RecordingSubscriber ann = new RecordingSubscriber("ann", ROOM, 0);
    private final RecordingSubscriber bob = new RecordingSubscriber("bob", ROOM, 0);

    private Subscription admit(RecordingSubscriber listener, Long since, long head) {
        PendingSubscription registration = new PendingSubscription(ROOM, listener, since);
        feed.expect(registration);
        assertThat(feed.admit(registration, head)).isPresent();
        return feed.subscription(listener).orElseThrow();
    }

    private void replay(Subscription subscription, long from, long to) {
        LongStream.rangeClosed(from, to).forEach(seq -> feed.replay(subscription, message(seq)));
    }

    private void take(long from, long to) {
        LongStream.rangeClosed(from, to).forEach(seq -> feed.take(message(seq)));
    }

    @Test
    void liveEntriesWaitUntilTheReplayIsThrough() {
        Subscription back = admit(bob, 5L, 8);
        take(9, 10);
        assertThat(bob.told).containsExactly("position 5");
        replay(back, 6, 9);
        take(11, 11);
        assertThat(feed.isReplaying(back)).isTrue();
        replay(back, 10, 11);
        assertThat(feed.isReplaying(back)).isFalse();
        take(12, 12);
        assertThat(bob.told).containsExactly("position 5", 6L, 7L, 8L, 9L, 10L, 11L, 12L);
    }

    @Test
    void whatDoesNotComeNextOrIsNotAppliedYetIsNotReplayed() {
        Subscription back = admit(bob, 5L, 8);
        assertThat(feed.replay(back, message(7))).isFalse();
        assertThat(feed.replay(back, message(5))).isFalse();
        replay(back, 6, 8);
        assertThat(feed.replay(back, message(9))).as("live from here").isFalse();
        assertThat(bob.told).containsExactly("position 5", 6L, 7L, 8L);
    }

    @Test
    void entriesStoredButNotAppliedYetComeLive() {
        admit(ann, null, 3);
        Subscription back = admit(bob, 5L, 8); // the bus is behind the store
        assertThat(feed.isReplaying(back)).isFalse();
        assertThat(feed.gap()).isEqualTo(Optional.of(4L));
        take(4, 9);
        assertThat(bob.told).containsExactly("position 5", 6L, 7L, 8L, 9L);
        RecordingSubscriber cyn = new RecordingSubscriber("cyn", ROOM, 0);
        Subscription both = admit(cyn, 7L, 11);
        replay(both, 8, 9);
        take(10, 11);
        assertThat(cyn.told).containsExactly("position 7", 8L, 9L, 10L, 11L);
    }

    @Test
    void removedWhileReplayingSeesTheRemovalAndNothingAfterIt() {
        Subscription back = admit(bob, 5L, 7);
        take(8, 8);
        feed.take(removal(9, "bob"));
        feed.take(joined(10, "bob"));
        take(11, 12);
        feed.hint(
                Delivery.of(Feeds.of(ROOM), new JsonObject().put("event", "typing")),
                Hints.Except.user(new UserId("ann")));
        replay(back, 6, 8);
        assertThat(feed.replay(back, removal(9, "bob"))).isTrue();
        assertThat(feed.replay(back, joined(10, "bob"))).isFalse();
        take(13, 13);
        assertThat(bob.told).containsExactly("position 5", 6L, 7L, 8L, 9L, OUT);
        assertThat(bob.addresses()).isEmpty();
        assertThat(feed.isIdle()).isTrue();
    }

    @Test
    void removalBeforeTheJudgementIsJustAnEntry() {
        Subscription back = admit(bob, 5L, 8); // judged after the removal at 6 and the return at 7
        feed.replay(back, message(6));
        feed.replay(back, removal(7, "bob"));
        feed.replay(back, joined(8, "bob"));
        take(9, 9);
        assertThat(bob.told).containsExactly("position 5", 6L, 7L, 8L, 9L);
    }

    @Test
    void removedOnTheLastEntryOfTheReplayIsOutToo() {
        Subscription back = admit(bob, 5L, 6);
        feed.take(removal(7, "bob"));
        replay(back, 6, 6);
        feed.replay(back, removal(7, "bob"));
        assertThat(bob.told).containsExactly("position 5", 6L, 7L, OUT);
    }

    @Test
    void whoTakesTheWishBackAndHasItAgainIsAnsweredOnceFromTheNewPosition() {
        PendingSubscription first = new PendingSubscription(ROOM, bob, 2L);
        feed.expect(first);
        feed.drop(bob);
        PendingSubscription second = new PendingSubscription(ROOM, bob, 6L);
        feed.expect(second);
        assertThat(feed.expects(first)).isFalse();
        assertThat(feed.expects(second)).isTrue();
        feed.admit(second, 8);
        assertThat(bob.told).containsExactly("position 6");
    }

    @Test
    void replayThatWasGivenUpSendsNothingToTheOneAfterIt() {
        Subscription old = admit(bob, 2L, 8);
        replay(old, 3, 4);
        feed.drop(bob);
        Subscription again = admit(bob, 6L, 8);
        assertThat(feed.replay(old, message(5))).isFalse();
        replay(again, 7, 8);
        assertThat(bob.told).containsExactly("position 2", 3L, 4L, "position 6", 7L, 8L);
    }

    @Test
    void whatIsDeletedIsSkippedWithAReset() {
        Subscription back = admit(bob, 2L, 8);
        feed.skipDeleted(back, 6);
        assertThat(feed.replay(back, message(5))).isFalse();
        replay(back, 6, 8);
        feed.skipDeleted(back, 20);
        take(9, 9);
        assertThat(bob.told).containsExactly("position 2", "reset 5 gone", 6L, 7L, 8L, 9L);
    }

    @Test
    void subscriptionIsLiveWhenAllThatItMissedIsDeleted() {
        Subscription back = admit(bob, 2L, 8);
        feed.skipDeleted(back, 9);
        assertThat(feed.isReplaying(back)).isFalse();
        take(9, 9);
        assertThat(bob.told).containsExactly("position 2", "reset 8 gone", 9L);
    }

    @Test
    void positionsThatCannotBeResumedAreReset() {
        admit(ann, 21L, 20);
        admit(bob, 9L, 20);
        take(21, 21);
        assertThat(ann.told).containsExactly("reset 20 ahead", 21L);
        assertThat(bob.told).containsExactly("reset 20 too-far", 21L);
    }

    @Test
    void tenMissedAreStillSentAgain() {
        Subscription back = admit(bob, 10L, 20);
        replay(back, 11, 20);
        assertThat(bob.told).startsWith("position 10", 11L).endsWith(20L);
    }

    @Test
    void replayIsServedFromMemoryWhereTheFeedWasThere() {
        admit(ann, null, 0);
        take(1, 300);
        Subscription back = admit(bob, 290L, 300);
        List<RoomEntry> next = feed.buffered(back, 4);
        assertThat(next).extracting(RoomEntry::seq).containsExactly(291L, 292L, 293L, 294L);
        assertThat(recent.from(ROOM, 300 - ReplayBuffer.MAX_ENTRIES, 1))
                .as("too old")
                .isEmpty();
        assertThat(recent.from(ROOM, 301 - ReplayBuffer.MAX_ENTRIES, 1)).hasSize(1);
    }

    @Test
    void replayThatLosesGroundIsGivenUp() {
        Subscription back = admit(bob, 0L, 10);
        take(11, 1_010);
        assertThat(feed.isTooSlow(back)).isFalse();
        take(1_011, 1_011);
        assertThat(feed.isTooSlow(back)).isTrue();
    }

    static RoomEntry message(long seq) {
        return stored(MessageEntry.KIND.entry(ROOM, Caller.of("ann"), new ClientId("c" + seq), "x"), seq);
    }

    private static RoomEntry removal(long seq, String user) {
        return stored(MembershipEntry.REMOVED.entry(ROOM, Caller.of("ann"), new MemberContent(new UserId(user))), seq);
    }

    private static RoomEntry joined(long seq, String user) {
        return stored(MembershipEntry.JOINED.entry(ROOM, Caller.of("ann"), new MemberContent(new UserId(user))), seq);
    }

    private static RoomEntry stored(Entry entry, long seq) {
        return RoomEntry.of(entry.stored(seq, Instant.EPOCH));
    }
}
