// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.DetailsEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomStatus;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.fanout.buffer.ReorderBudget;
import dev.hubbub.gateway.fanout.buffer.ReplayBuffer;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RoomFeedTest {
    private static final RoomId ROOM = new RoomId("tea");
    private static final String FEED = "out.room.tea";

    private final RoomFeed feed = new RoomFeed(ROOM, new ReplayBuffer(), new ReorderBudget(), 1_000);
    private final Listener ann = new Listener("ann");
    private final Listener bob = new Listener("bob");

    /** Notes what it is told. */
    private static final class Listener implements Subscriber {
        private final Caller caller;
        private final Set<String> addresses = new HashSet<>(Set.of(FEED));
        private final List<Object> told = new ArrayList<>();

        Listener(String user) {
            this(Caller.of(user));
        }

        Listener(Caller caller) {
            this.caller = caller;
        }

        @Override
        public Caller follower() {
            return caller;
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public Set<String> addresses() {
            return addresses;
        }

        @Override
        public double backlog() {
            return 0;
        }

        @Override
        public void tooSlow() {
            told.add("too slow");
        }

        @Override
        public void send(Delivery frame) {
            JsonObject body = new JsonObject(frame.json());
            told.add(body.containsKey("seq") ? body.getLong("seq") : body.getString("event"));
        }

        @Override
        public void reply(String address, Object body) {
            told.add("position " + new JsonObject(Json.encode(body)).getLong("seq"));
        }

        @Override
        public void fail(String address, HubException cause) {
            assertThat(cause.is(ErrorCode.FORBIDDEN)).isTrue();
            told.add("ended");
        }
    }

    @Test
    void entriesAreAppliedInOrderWhateverOrderTheyComeIn() {
        admit(ann, 10);
        for (long seq : new long[] {13, 12, 11, 12, 10, 15, 14}) {
            feed.take(message(seq));
        }
        assertThat(ann.told).containsExactly("position 10", 11L, 12L, 13L, 14L, 15L);
        assertThat(feed.gap()).isEmpty();
    }

    @Test
    void entriesBeforeTheFirstAdmissionAreHeldBack() {
        feed.take(message(11));
        feed.take(message(10));
        assertThat(feed.gap()).as("nothing is known yet").isEmpty();
        admit(ann, 10);
        assertThat(ann.told).containsExactly("position 10", 11L);
    }

    @Test
    void holeIsSeenAndFilled() {
        admit(ann, 1);
        feed.take(message(4));
        assertThat(feed.gap()).isEqualTo(Optional.of(2L));
        assertThat(feed.order().known()).isEqualTo(4);
        feed.take(message(2));
        feed.take(message(3));
        assertThat(ann.told).containsExactly("position 1", 2L, 3L, 4L);
    }

    @Test
    void removedMemberSeesTheRemovalAndNothingAfterIt() {
        admit(ann, 1);
        admit(bob, 1);
        feed.take(message(3));
        feed.take(removal(2, "bob"));
        assertThat(bob.told).containsExactly("position 1", 2L, "ended");
        assertThat(bob.addresses).isEmpty();
        assertThat(ann.told).containsExactly("position 1", 2L, 3L);
    }

    @Test
    void roomThatEndsIsTheLastThatItsMembersSee() {
        Listener server = new Listener(new Caller(new UserId("host"), null, Set.of(Grant.SERVER)));
        admit(ann, 1);
        admit(bob, 1);
        admit(server, 1);
        RoomDetails ended = new RoomDetails("Tea", Visibility.PRIVATE, null).with(RoomStatus.COMPLETED);
        feed.take(RoomEntry.of(DetailsEntry.ENDED
                .entry(ROOM, Caller.of("ann"), new DetailsEntry.Content(ended))
                .stored(2, Instant.EPOCH)));
        feed.take(message(3));
        assertThat(ann.told).containsExactly("position 1", 2L, "ended");
        assertThat(bob.told).containsExactly("position 1", 2L, "ended");
        assertThat(server.told).containsExactly("position 1", 2L, 3L);
    }

    @Test
    void judgementOlderThanAMembershipChangeIsNotTaken() {
        admit(ann, 1);
        feed.take(removal(2, "bob"));
        assertThat(admit(bob, 1)).isFalse();
        assertThat(bob.told).isEmpty();
        assertThat(admit(bob, 2)).isTrue();
    }

    @Test
    void removalBeforeTheJudgementDoesNotEndTheSubscription() {
        admit(ann, 1);
        admit(bob, 3); // judged after the removal at 2 and the return at 3
        feed.take(removal(2, "bob"));
        feed.take(message(3));
        feed.take(message(4));
        assertThat(bob.told).containsExactly("position 3", 4L);
        assertThat(ann.told).containsExactly("position 1", 2L, 3L, 4L);
    }

    @Test
    void laterSubscriberStartsWhereTheFeedIs() {
        admit(ann, 1);
        feed.take(message(2));
        admit(bob, 1);
        feed.take(message(3));
        assertThat(bob.told).containsExactly("position 2", 3L);
    }

    @Test
    void headLearnedFromALaterSubscriberShowsWhatOthersMissed() {
        admit(ann, 1);
        admit(bob, 3); // 2 and 3 are stored, and never came over the bus
        assertThat(feed.gap()).isEqualTo(Optional.of(2L));
        feed.take(message(2));
        feed.take(message(3));
        assertThat(ann.told).containsExactly("position 1", 2L, 3L);
        assertThat(bob.told).containsExactly("position 3");
    }

    @Test
    void earlyEntriesAreBounded() {
        admit(ann, 0);
        for (long seq = 2; seq < 5_000; seq++) {
            feed.take(message(seq));
        }
        assertThat(feed.gap()).isEqualTo(Optional.of(1L));
        assertThat(feed.order().known()).as("what was let go is still known of").isEqualTo(4_999);
        for (long seq = 1; seq < 5_000; seq++) {
            feed.take(message(seq));
        }
        assertThat(ann.told).hasSize(5_000);
        assertThat(feed.gap()).isEmpty();
    }

    @Test
    void hintsSpareTheOneTheyAreAbout() {
        admit(ann, 1);
        admit(bob, 1);
        Delivery typing = Delivery.of(FEED, new JsonObject().put("event", "typing"));
        feed.hint(typing, Hints.Except.user(new UserId("ann")));
        assertThat(ann.told).containsExactly("position 1");
        assertThat(bob.told).containsExactly("position 1", "typing");
    }

    private boolean admit(Listener listener, long head) {
        PendingSubscription registration = new PendingSubscription(ROOM, listener, null);
        feed.expect(registration);
        return feed.admit(registration, head).isPresent();
    }

    private static RoomEntry message(long seq) {
        return stored(MessageEntry.KIND.entry(ROOM, Caller.of("ann"), new ClientId("c" + seq), "x"), seq);
    }

    private static RoomEntry removal(long seq, String user) {
        return stored(MembershipEntry.REMOVED.entry(ROOM, Caller.of("ann"), new MemberContent(new UserId(user))), seq);
    }

    private static RoomEntry stored(Entry entry, long seq) {
        return RoomEntry.of(entry.stored(seq, Instant.EPOCH));
    }
}
