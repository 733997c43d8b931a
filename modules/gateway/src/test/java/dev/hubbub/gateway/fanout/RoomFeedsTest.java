// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two rooms may be followed at a time. */
@ExtendWith(VertxExtension.class)
final class RoomFeedsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId JAM = new RoomId("jam");
    private static final RoomId PIE = new RoomId("pie");

    private final RecordingSubscriber ann = listener("ann");
    private final RecordingSubscriber bob = listener("bob");
    /** The entry in the store that removes a member, if any. */
    private volatile long removed;
    /** Entries up to this one are lost. */
    private volatile long lostUpTo;
    /** A user who may not follow any more. */
    private volatile String outside = "";

    private Context context;
    private final Queue<RoomEntry> memberships = new ConcurrentLinkedQueue<>();
    private RoomFeeds feeds;

    private static RecordingSubscriber listener(String user) {
        RecordingSubscriber made = new RecordingSubscriber(user, TEA, 0);
        made.addresses().add("out.room.jam");
        made.addresses().add("out.room.pie");
        return made;
    }

    @BeforeEach
    void serve(Vertx vertx) throws Exception {
        Bus bus = new Bus(vertx);
        new Shards(bus, "access")
                .serve(
                        Access.SUBSCRIBE,
                        (caller, ask) -> caller.user().value().equals(outside)
                                ? Future.failedFuture(new HubException(ErrorCode.FORBIDDEN, "no such room"))
                                : Future.succeededFuture(new Access.SubscriptionAllowed(ask.room(), 7)))
                .start()
                .await(5, SECONDS);
        new Shards(bus, "persistence")
                .serve(
                        MessageLog.READ,
                        read -> Future.succeededFuture(
                                read.from() <= lostUpTo
                                        ? new MessageLog.Slice(List.of(), lostUpTo + 1, true)
                                        : new MessageLog.Slice(stored(read.room(), read.from(), 8))))
                .start()
                .await(5, SECONDS);
        context = vertx.getOrCreateContext();
        feeds = on(() -> Future.succeededFuture(
                new RoomFeeds(vertx, bus, new RoomFeeds.Limits(100, 10_000, 2), memberships::add, () -> {})));
    }

    private <T> T on(Supplier<Future<T>> work) throws Exception {
        Promise<T> done = Promise.promise();
        context.runOnContext(here -> work.get().onComplete(done));
        return done.future().await(5, SECONDS);
    }

    private Session.Outcome follow(RecordingSubscriber who, RoomId room) throws Exception {
        return on(() -> feeds.subscribe(room, who, null));
    }

    private FanoutStats load() throws Exception {
        return on(() -> Future.succeededFuture(feeds.stats()));
    }

    @Test
    void roomThatIsOneTooManyIsRefusedAndOthersGoOn() throws Exception {
        assertThat(follow(ann, TEA).event()).isEqualTo("position");
        assertThat(follow(ann, JAM).event()).isEqualTo("position");

        Session.Outcome refused = follow(ann, PIE);

        assertThat(refused.event()).isEqualTo("refused");
        assertThat(refused.message()).startsWith("UNAVAILABLE: too many rooms");
        assertThat(ann.told).hasSize(3).last().asString().startsWith("UNAVAILABLE: too many rooms");
        assertThat(ann.addresses()).doesNotContain("out.room.pie").contains("out.room.jam");
        assertThat(follow(bob, JAM).event()).as("is followed already").isEqualTo("position");
        assertThat(load().rooms()).isEqualTo(2);
        assertThat(load().subscriptions()).isEqualTo(3);
        assertThat(load().pending()).isZero();
    }

    @Test
    void followersOfALostRoomAreToldAndAuthorizedAgain() throws Exception {
        follow(ann, TEA);
        follow(bob, TEA);
        lostUpTo = 5_000;
        outside = "bob";
        on(() -> {
            feeds.entry(RoomEntry.of(message(TEA, 5_001)));
            return Future.succeededFuture();
        });
        await().untilAsserted(() -> {
            assertThat(ann.told).containsExactly("position 7", "reset 5000 lost", 5_001L);
            assertThat(bob.told.get(bob.told.size() - 1).toString()).startsWith("FORBIDDEN");
        });
        assertThat(load().subscriptions()).isEqualTo(1);
    }

    @Test
    void roomThatNobodyFollowsAnyMoreMakesRoom() throws Exception {
        follow(ann, TEA);
        follow(ann, JAM);
        on(() -> {
            feeds.unsubscribe(TEA, ann);
            return Future.succeededFuture();
        });

        assertThat(follow(ann, PIE).event()).isEqualTo("position");
        assertThat(load().rooms()).isEqualTo(2);
    }

    @Test
    void membershipEntriesOfAnyRoomArePassedOnAndThoseThatWereRepairedToo() throws Exception {
        follow(ann, TEA);
        on(() -> {
            feeds.entry(RoomEntry.of(removed(PIE, 3)));
            feeds.entry(RoomEntry.of(message(JAM, 4)));
            return Future.succeededFuture();
        });
        removed = 8;
        on(() -> {
            feeds.behind(TEA, 7);
            return Future.succeededFuture();
        });
        await().untilAsserted(() -> assertThat(memberships)
                .extracting(entry -> entry.room().value() + entry.seq())
                .containsExactly("pie3", "tea8"));
    }

    private static Entry removed(RoomId room, long seq) {
        MemberContent zoe = new MemberContent(new UserId("zoe"));
        return MembershipEntry.REMOVED.entry(room, Caller.of("cyn"), zoe).stored(seq, Instant.EPOCH);
    }

    private List<Entry> stored(RoomId room, long from, long head) {
        return LongStream.rangeClosed(from, head)
                .mapToObj(seq -> seq == removed ? removed(room, seq) : message(room, seq))
                .toList();
    }

    private static Entry message(RoomId room, long seq) {
        return MessageEntry.KIND
                .entry(room, Caller.of("cyn"), new ClientId("c" + seq), "x")
                .stored(seq, Instant.EPOCH);
    }

    @Test
    void feedBeyondThePositionThatWasComparedLooksForItsOwnNext() throws Exception {
        follow(ann, TEA);
        on(() -> {
            feeds.behind(TEA, 5);
            return Future.succeededFuture();
        });
        await().until(() ->
                on(() -> Future.succeededFuture(List.copyOf(ann.told))).contains(8L));
    }
}
