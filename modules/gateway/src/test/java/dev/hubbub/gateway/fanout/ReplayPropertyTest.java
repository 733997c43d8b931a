// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKind;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.FakeHub;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Thousands of entries of which the bus loses some and swaps others, while subscribers come and go, are removed and
 * return, and read at different speeds. Whatever happens, each sees a run without a hole from where it was told to be.
 */
@ExtendWith(VertxExtension.class)
final class ReplayPropertyTest {
    private static final RoomId ROOM = new RoomId("tea");
    private static final List<String> USERS = List.of("bob", "cyn", "dan", "eve", "fay", "gus", "hal", "ida");
    private static final int ROUNDS = 600;

    /** The slowest reads two entries of a replay at a time, and may have missed 1,300. */
    private static final int MOST_SETTLING = 1_000;

    private final List<Session> sessions = new ArrayList<>();
    private final List<Session> open = new ArrayList<>();
    private final List<Entry> underWay = new ArrayList<>();
    private FakeHub hub;
    private RoomFeeds feeds;
    private Random random;
    private int said;

    /** One registration and what came of it. */
    private static final class Session {
        private final RecordingSubscriber listener;
        private final Long since;
        private long headWhenTold = Long.MAX_VALUE;
        private boolean left;

        Session(RecordingSubscriber listener, Long since) {
            this.listener = listener;
            this.since = since;
        }

        long last() {
            List<Long> entries = entries();
            return entries.isEmpty() ? from() : entries.get(entries.size() - 1);
        }

        List<Long> entries() {
            return listener.told.stream()
                    .filter(Long.class::isInstance)
                    .map(Long.class::cast)
                    .toList();
        }

        boolean isTold() {
            return !listener.told.isEmpty() && listener.told.get(0).toString().matches("(position|reset) .*");
        }

        long from() {
            return new Scanner(listener.told.get(0).toString()).skip("[a-z]+").nextLong();
        }

        boolean isRefused() {
            Object last = listener.told.isEmpty() ? "" : listener.told.get(listener.told.size() - 1);
            return last.toString().startsWith("FORBIDDEN");
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everybodySeesARunWithoutAHole(long seed, Vertx vertx) throws Exception {
        random = new Random(seed);
        hub = new FakeHub(vertx);
        hub.silent = true;
        Promise<Void> done = Promise.promise();
        vertx.getOrCreateContext().runOnContext(start -> {
            feeds = new RoomFeeds(vertx, new Bus(vertx), new RoomFeeds.Limits(300, 10_000), membership -> {}, () -> {});
            round(vertx, 0).onComplete(done);
        });
        done.future().await(120, SECONDS);
        assertThat(sessions).hasSizeGreaterThan(100);
        sessions.forEach(session -> assertHolds(session, seed));
    }

    private static LongStream seeds() {
        return LongStream.rangeClosed(1, Boolean.getBoolean("hubbub.full") ? 20 : 3);
    }

    private Future<Void> round(Vertx vertx, int number) {
        if (number < ROUNDS) {
            act();
            return vertx.timer(1 + random.nextInt(2)).compose(next -> round(vertx, number + 1));
        }
        hub.unreadable = false;
        return settle(vertx, 0);
    }

    /** Nothing happens any more: what is missing is found by comparing, as often as it takes. */
    private Future<Void> settle(Vertx vertx, int number) {
        long head = hub.rooms.get(ROOM).size();
        open.forEach(session -> session.listener.reads(1));
        feeds.positions().forEach((room, position) -> {
            if (position < head) {
                feeds.behind(room, position);
            }
        });
        boolean over = open.stream()
                .allMatch(session -> session.listener.isClosed()
                        || session.isRefused()
                        || (session.isTold() && session.last() == head));
        return over || number > MOST_SETTLING
                ? Future.succeededFuture()
                : vertx.timer(50).compose(next -> settle(vertx, number + 1));
    }

    private void act() {
        for (int i = random.nextInt(8); i > 0; i--) {
            stored(hub.append(MessageEntry.KIND.entry(ROOM, Caller.of("ann"), new ClientId("c" + said++), "x")));
        }
        if (random.nextInt(20) == 0) {
            EntryKind<MemberContent> kind = random.nextInt(3) == 0 ? MembershipEntry.REMOVED : MembershipEntry.JOINED;
            UserId user = new UserId(USERS.get(random.nextInt(USERS.size())));
            stored(hub.append(kind.entry(ROOM, Caller.of("ann"), new MemberContent(user))));
        }
        hub.unreadable = random.nextInt(10) == 0;
        Collections.shuffle(underWay, random);
        while (underWay.size() > random.nextInt(10)) {
            feeds.entry(RoomEntry.of(underWay.remove(0)));
        }
        List.copyOf(open).forEach(this::maybeLeave);
        if (open.size() < 12) {
            comeBack();
        }
    }

    private void stored(Entry entry) {
        if (random.nextInt(8) > 0) {
            underWay.add(entry); // else the bus loses it
        }
    }

    private void maybeLeave(Session session) {
        session.listener.reads(0.05 * random.nextInt(10));
        if (session.isTold() && session.headWhenTold == Long.MAX_VALUE) {
            session.headWhenTold = hub.rooms.get(ROOM).size();
        }
        if (session.listener.isClosed() || session.isRefused() || random.nextInt(25) == 0) {
            open.remove(session);
            session.left = true;
            session.listener.addresses().clear();
            feeds.unsubscribe(ROOM, session.listener);
            if (random.nextBoolean()) {
                session.listener.close();
            }
        }
    }

    /** Mostly from where an earlier session was, on the same socket or another. */
    private void comeBack() {
        Session earlier = sessions.isEmpty() ? null : sessions.get(random.nextInt(sessions.size()));
        boolean again = earlier != null && earlier.isTold();
        Long since = again ? Long.valueOf(earlier.last()) : null;
        String user = USERS.get(random.nextInt(USERS.size()));
        double weight = random.nextInt(3) == 0 ? 0.01 + random.nextDouble() / 10 : 0;
        Session session = new Session(new RecordingSubscriber(user, ROOM, weight), since);
        sessions.add(session);
        open.add(session);
        feeds.subscribe(ROOM, session.listener, since);
    }

    private void assertHolds(Session session, long seed) {
        String what = "seed " + seed + ", since " + session.since + ": " + session.listener.told;
        List<Object> told = session.listener.told;
        assertThat(told.stream().filter(each -> each.toString().matches("(position|reset) .*")))
                .as(what)
                .hasSizeLessThanOrEqualTo(1);
        if (!session.isTold()) {
            assertThat(session.entries()).as(what).isEmpty();
            assertThat(session.left || session.isRefused()).as(what).isTrue();
            return;
        }
        if (told.get(0).toString().startsWith("position") && session.since != null) {
            assertThat(session.from()).as(what).isEqualTo(session.since);
        }
        long expected = session.from() + 1;
        for (long seq : session.entries()) {
            assertThat(seq).as(what).isEqualTo(expected++);
        }
        assertRemovals(session, what);
        if (!session.left && !session.isRefused() && !session.listener.isClosed()) {
            assertThat(session.last()).as(what).isEqualTo(hub.rooms.get(ROOM).size());
        }
    }

    /** A removal after the permission was judged is the last that was seen. */
    private void assertRemovals(Session session, String what) {
        UserId user = session.listener.follower().user();
        List<Long> removals = hub.rooms.get(ROOM).stream()
                .filter(entry -> MembershipEntry.REMOVED.is(entry)
                        && MembershipEntry.REMOVED.read(entry).user().equals(user))
                .map(Entry::seq)
                .toList();
        removals.stream()
                .filter(seq -> seq > session.headWhenTold)
                .findFirst()
                .ifPresent(seq -> assertThat(session.last()).as(what).isLessThanOrEqualTo(seq));
        if (session.isRefused()) {
            assertThat(removals).as(what).contains(session.last());
        }
    }
}
