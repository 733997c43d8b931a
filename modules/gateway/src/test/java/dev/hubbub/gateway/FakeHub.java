// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.PublishedEntries;
import dev.hubbub.contract.messages.PublishedEntry;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.PresenceReports;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.session.Tickets;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The rest of the hub as the gateway sees it: rooms of which all users but mallory are members, entries in memory. */
public final class FakeHub {
    static final UserId MALLORY = new UserId("mallory");

    public final Map<RoomId, List<Entry>> rooms = new ConcurrentHashMap<>();
    final Map<UserId, Profile> storedProfiles = new ConcurrentHashMap<>();
    final FakePresence presence = new FakePresence();
    final Map<Integer, Limits.HoldSockets> heldSockets = new ConcurrentHashMap<>();
    public final AtomicInteger reads = new AtomicInteger();
    public final AtomicInteger questions = new AtomicInteger();
    public final AtomicInteger histories = new AtomicInteger();
    private final AtomicInteger readsUnderWay = new AtomicInteger();
    private final AtomicInteger mostReads = new AtomicInteger();
    public final FakeLimits limits = new FakeLimits();
    private final FakeRooms members = new FakeRooms(rooms, () -> this.unreadable);
    private final Set<UserId> admitted = ConcurrentHashMap.newKeySet();
    private final Map<UserId, ErrorCode> refused = new ConcurrentHashMap<>();
    private final Map<UserId, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private final AtomicInteger held = new AtomicInteger();
    private volatile Promise<Void> subscriptionsOpen = Promise.promise();
    private final Bus bus;
    private final Vertx vertx;
    public final Shards access; // a test may add to it
    /** What the fake keeps from the bus, as a bad network would. */
    public volatile boolean silent;
    /** The store cannot be read. */
    public volatile boolean unreadable;
    /** How long it takes the store to be read. */
    public volatile int readMillis = 1;
    /** The first entry of each room that is not deleted. */
    public volatile long first = 1;
    /** The rooms whose followers are not told the presence of members. */
    public final Set<RoomId> quiet = ConcurrentHashMap.newKeySet();
    /** How far behind the head is that the permission is judged by. */
    public volatile int judgedBehind;

    public FakeHub(Vertx vertx) throws Exception {
        this.vertx = vertx;
        subscriptionsOpen.complete();
        this.bus = new Bus(vertx);
        access = new Shards(bus, "access")
                .serve(Access.SUBSCRIBE, this::subscribe)
                .serve(Access.AUTHORIZE_LOGIN, this::admit)
                .serve(Messages.SEND, this::send)
                .serve(Messages.HISTORY, this::history)
                .serve(Rooms.JOIN, (caller, join) -> Future.failedFuture(new IllegalStateException("a bug")));
        access.start().await(5, SECONDS);
        new Shards(bus, "persistence")
                .serve(MessageLog.READ, this::read)
                .serve(MessageLog.DESCRIBE, this::describe)
                .start()
                .await(5, SECONDS);
        new Shards(bus, "presence")
                .serve(PresenceReports.REPORT, presence::report)
                .serve(Presence.TYPING, presence::typing)
                .start()
                .await(5, SECONDS);
        new Shards(bus, "limits")
                .serve(Limits.TAKE_TOKENS, limits::take)
                .serve(Limits.ACQUIRE_SOCKET, limits::acquire)
                .serve(Limits.HOLD_SOCKETS, this::hold)
                .serve(Limits.RELEASE_SOCKET, limits::release)
                .start()
                .await(5, SECONDS);
        bus.serve(MessageLog.COMPARE, this::compare).await(5, SECONDS);
        bus.serve(MessageLog.ROOMS, this::roomsOf).await(5, SECONDS);
        bus.serve(RoomLists.ROWS, this::rows).await(5, SECONDS);
        bus.serve(Records.PUT, this::put).await(5, SECONDS);
        bus.serve(Tickets.REDEEM, this::redeem).await(5, SECONDS);
        bus.serve(RoomLists.MINE, (caller, mine) -> late(new RoomLists.RoomList(List.of(), null)))
                .await(5, SECONDS);
    }

    private <T> Future<T> late(T value) {
        return vertx.timer(100).map(value);
    }

    /** From now on no subscription is answered until {@link #releaseSubscriptions}. */
    public void holdSubscriptions() {
        subscriptionsOpen = Promise.promise();
    }

    public int heldSubscriptions() {
        return held.get();
    }

    public void releaseSubscriptions() {
        subscriptionsOpen.complete();
    }

    private Future<Access.LoginAuthorized> admit(Access.AuthorizeLogin admit) {
        ErrorCode refusal = refused.get(admit.user());
        if (refusal == null) {
            admitted.add(admit.user());
        }
        if (refusal != null) {
            refusals.computeIfAbsent(admit.user(), first -> new AtomicInteger()).incrementAndGet();
        }
        return refusal == null
                ? Future.succeededFuture(new Access.LoginAuthorized(admit.user()))
                : Future.failedFuture(new HubException(refusal, "not now"));
    }

    /** The user may not log in from now on, and no gateway is told. */
    public void refuse(String user, ErrorCode why) {
        refused.put(new UserId(user), why);
    }

    /** How often the user was refused. */
    public int refusals(String user) {
        AtomicInteger counted = refusals.get(new UserId(user));
        return counted == null ? 0 : counted.get();
    }

    public boolean admitted(String user) {
        return admitted.contains(new UserId(user));
    }

    public void let(String user) {
        refused.remove(new UserId(user));
    }

    public void announce(Access.Revoked revoked) {
        bus.publish(Access.REVOKED, revoked);
    }

    private Future<Access.SubscriptionAllowed> subscribe(Caller caller, Access.Subscribe subscribe) {
        held.incrementAndGet();
        return subscriptionsOpen
                .future()
                .compose(open -> judge(caller, subscribe))
                .onComplete(done -> held.decrementAndGet());
    }

    private synchronized Future<Access.SubscriptionAllowed> judge(Caller caller, Access.Subscribe subscribe) {
        questions.incrementAndGet();
        List<Entry> entries = entries(subscribe.room());
        boolean isOut = entries.stream()
                .filter(entry -> caller.user().value().equals(entry.fields().get("user")))
                .reduce((first, second) -> second)
                .filter(entry -> MembershipEntry.REMOVED.is(entry))
                .isPresent();
        return caller.user().equals(MALLORY) || isOut
                ? Future.failedFuture(new HubException(ErrorCode.FORBIDDEN, "no such room, or not yours"))
                : Future.succeededFuture(new Access.SubscriptionAllowed(
                        subscribe.room(),
                        entries.size() - judgedBehind,
                        null,
                        quiet.contains(subscribe.room()) ? Boolean.TRUE : null,
                        null));
    }

    /** The most reads that were under way at a time. */
    public int mostReads() {
        return mostReads.get();
    }

    private synchronized Future<MessageLog.Behind> compare(MessageLog.Compare compare) {
        return Future.succeededFuture(new MessageLog.Behind(compare.rooms().stream()
                .filter(known -> known.seq() < entries(known.room()).size())
                .map(MessageLog.Known::room)
                .toList()));
    }

    private Future<Messages.Sent> send(Caller caller, Messages.Send send) {
        if (caller.user().equals(MALLORY)) {
            return Future.failedFuture(new HubException(ErrorCode.FORBIDDEN, "no such room, or not yours"));
        }
        Entry stored = append(MessageEntry.KIND.entry(send.room(), caller, send.clientId(), send.text()));
        return Future.succeededFuture(new Messages.Sent(send.room(), stored.seq(), stored.at()));
    }

    private Future<Messages.Page> history(Caller caller, Messages.History history) {
        histories.incrementAndGet();
        long after = history.after() == null ? 0 : history.after();
        return judge(caller, new Access.Subscribe(history.room()))
                .map(allowed -> new Messages.Page(entries(history.room()).stream()
                        .filter(entry -> entry.seq() > after)
                        .limit(history.limit())
                        .toList()));
    }

    public synchronized Entry append(Entry entry) {
        List<Entry> entries = entries(entry.room());
        Entry stored = entry.stored(entries.size() + 1, Instant.EPOCH);
        FakeChanges.add(entries, stored);
        if (!silent) {
            bus.publish(MessageLog.STORED, new PublishedEntries(List.of(PublishedEntry.of(stored))));
        }
        return stored;
    }

    public void announce(Limits.Exhausted exhausted) {
        bus.publish(Limits.EXHAUSTED, exhausted);
    }

    public void announce(Limits.Displaced displaced) {
        bus.publish(Limits.DISPLACED, displaced);
    }

    public Entry remove(RoomId room, String user) {
        return append(MembershipEntry.REMOVED.entry(room, Caller.of("ann"), new MemberContent(new UserId(user))));
    }

    private List<Entry> entries(RoomId room) {
        return rooms.computeIfAbsent(room, first -> new ArrayList<>());
    }

    private Future<MessageLog.Slice> read(MessageLog.Read read) {
        reads.incrementAndGet();
        mostReads.accumulateAndGet(readsUnderWay.incrementAndGet(), Math::max);
        return vertx.timer(readMillis)
                .compose(late -> unreadable
                        ? Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "test"))
                        : Future.succeededFuture(slice(read)))
                .onComplete(either -> readsUnderWay.decrementAndGet());
    }

    private synchronized MessageLog.Slice slice(MessageLog.Read read) {
        List<Entry> entries = entries(read.room());
        int to = (int) Math.min(entries.size(), read.to());
        int from = (int) Math.max(first, read.from());
        return new MessageLog.Slice(
                from > to ? List.of() : entries.subList(from - 1, to), first > read.from() ? first : null);
    }

    private synchronized Future<MessageLog.Room> describe(MessageLog.Describe describe) {
        return members.describe(describe);
    }

    private synchronized Future<RoomLists.Rows> rows(RoomLists.RowsOf request) {
        return members.rows(request);
    }

    private synchronized Future<MessageLog.UserRooms> roomsOf(MessageLog.RoomsOf user) {
        return members.roomsOf(user);
    }

    private Future<Limits.Leased> hold(Limits.HoldSockets report) {
        heldSockets.put(report.shard(), report);
        return Future.succeededFuture(new Limits.Leased(300, null));
    }

    public boolean online(String user) {
        return presence.reports(user).isPresent();
    }

    private Future<Records.Stored> put(Records.Put put) {
        storedProfiles.put(new UserId(put.key().scope()), Json.read(new JsonObject(put.value()), Profile.class));
        return Future.succeededFuture(new Records.Stored(true));
    }

    private Future<Tickets.Token> redeem(Tickets.Redeem redeem) {
        return redeem.ticket().equals("good")
                ? Future.succeededFuture(new Tickets.Token("t", new RoomId("lobby")))
                : Future.failedFuture(new HubException(ErrorCode.NOT_FOUND, "no such ticket"));
    }
}
