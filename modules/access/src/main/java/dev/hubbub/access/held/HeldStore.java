// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.held;

import dev.hubbub.access.held.Held.Decision;
import dev.hubbub.access.held.HeldIndex.Line;
import dev.hubbub.access.store.RoomRecordClient;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.moderation.HeldMessages.HeldMessage;
import dev.hubbub.contract.moderation.HeldMessages.Page;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps held messages, and held edits of messages, in small records, a bounded number for a bounded time. Asked by one request of a room
 * at a time.
 */
public final class HeldStore {
    /** Messages of a room that wait. */
    static final int MAX_OF_ROOM = 100;

    /** Of one sender among them. */
    static final int MAX_OF_SENDER = 20;

    /** Of one sender in all rooms of a shard, also those that are decided: one who makes rooms to fill the shard keeps it for others. */
    static final int MAX_OF_SENDER_IN_SHARD = 100;

    /** Messages of a shard, also those that are decided. */
    static final int MAX_OF_SHARD = Records.MAX_RECORDS;

    /** For how long a message waits. */
    static final Duration KEPT = Duration.ofDays(7);

    /** For how long it is known what became of it. */
    static final Duration REMEMBERED = Duration.ofDays(1);

    /** Lines that are deleted at a time. */
    private static final int SWEPT = 200;

    private final RoomRecordClient records;
    private final HeldIndex index;
    private final InstantSource clock;

    /** A record with its version. */
    public record Found(String id, long version, Held held) {}

    public HeldStore(RoomRecordClient records, InstantSource clock) {
        this.records = records;
        this.index = new HeldIndex(records);
        this.clock = clock;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The message with this id, also if it is decided; empty if there is none, or if it has expired. */
    public Future<Optional<Found>> find(RoomId room, String id) {
        return get(room, List.of(id)).map(found -> found.stream()
                .filter(each -> each.held().expiresAt().isAfter(now()))
                .findFirst());
    }

    private Future<List<Found>> get(RoomId room, List<String> ids) {
        return records.get(new Records.Get(
                        ids.stream().map(id -> Held.key(room, id)).toList()))
                .map(found -> found.records().stream().map(HeldStore::found).toList());
    }

    private static Found found(StoredRecord stored) {
        return new Found(stored.key().key(), stored.version(), Held.KIND.read(stored));
    }

    /** Keeps a message that is not there; an edit takes the place of those of the same user and message. Fails with FORBIDDEN if too many wait. */
    Future<HeldMessage> add(RoomId room, HeldMessage message) {
        Line line = Line.of(room, message);
        return sweep(Shard.of(room.value()))
                .compose(lines -> replace(line, lines))
                .compose(lines -> refuseIfFull(line, lines))
                .compose(space -> index.add(line))
                .compose(added -> records.put(
                        Held.KIND.put(Held.key(room, message.id()), 0, new Held(message, null, message.expiresAt()))))
                .map(message);
    }

    /** Deletes the edits that another one replaces, and gives what is left. */
    private Future<List<Line>> replace(Line line, List<Line> lines) {
        Long target = line.target();
        List<Line> older = target == null
                ? List.of()
                : lines.stream()
                        .filter(each ->
                                each.edits(line.room(), target) && each.sender().equals(line.sender()))
                        .toList();
        return remove(older)
                .map(done ->
                        lines.stream().filter(each -> !older.contains(each)).toList());
    }

    private static Future<Void> refuseIfFull(Line line, List<Line> lines) {
        List<Line> waiting =
                lines.stream().filter(each -> each.waitsIn(line.room())).toList();
        boolean isFull = lines.size() >= MAX_OF_SHARD
                || waiting.size() >= MAX_OF_ROOM
                || ofSender(line, waiting) >= MAX_OF_SENDER
                || ofSender(line, lines) >= MAX_OF_SENDER_IN_SHARD;
        return isFull
                ? Future.failedFuture(new HubException(ErrorCode.FORBIDDEN, "too many messages wait for a moderator"))
                : Future.succeededFuture();
    }

    private static long ofSender(Line line, List<Line> lines) {
        return lines.stream()
                .filter(each -> each.sender().equals(line.sender()))
                .count();
    }

    /** Deletes the edits of a message that wait, and gives how many there were. */
    Future<Integer> removeEdits(RoomId room, long target) {
        return index.list(Shard.of(room.value()), null, MAX_OF_SHARD).compose(lines -> {
            List<Line> edits =
                    lines.stream().filter(line -> line.edits(room, target)).toList();
            return remove(edits).map(edits.size());
        });
    }

    private Future<?> remove(List<Line> lines) {
        return Future.join(lines.stream()
                .map(line -> records.delete(new Records.Delete(Held.key(line.room(), line.id()), null))
                        .compose(deleted -> index.remove(line)))
                .toList());
    }

    /** How many messages and edits of a room wait. */
    Future<Integer> waiting(RoomId room) {
        return waitingLines(room, null).map(List::size);
    }

    private Future<List<Line>> waitingLines(RoomId room, @Nullable String after) {
        Instant now = now();
        return index.list(Shard.of(room.value()), after, MAX_OF_SHARD).map(lines -> lines.stream()
                .filter(line -> line.waitsIn(room) && line.expiresAt().isAfter(now))
                .toList());
    }

    /** The messages of a room that wait, in the order in which they were held. */
    public Future<Page> page(RoomId room, @Nullable String after, int limit) {
        return waitingLines(room, after).compose(waiting -> {
            List<Line> page = waiting.stream().limit(limit).toList();
            String next =
                    waiting.size() > page.size() ? page.get(page.size() - 1).position() : null;
            return get(room, page.stream().map(Line::id).toList()).map(found -> page(room, page, found, next));
        });
    }

    private static Page page(RoomId room, List<Line> lines, List<Found> found, @Nullable String next) {
        Map<String, Found> byId = found.stream().collect(Collectors.toMap(Found::id, Function.identity()));
        return new Page(
                room,
                lines.stream()
                        .map(line -> byId.get(line.id()))
                        .filter(each -> each != null && each.held().message() != null)
                        .map(each -> Objects.requireNonNull(each.held().message()))
                        .toList(),
                next);
    }

    /** Keeps what became of a message in its place; fails with CONFLICT if it has another version. */
    public Future<Decision> decide(RoomId room, Found found, Decision decision) {
        HeldMessage message = Objects.requireNonNull(found.held().message());
        Instant until = now().plus(REMEMBERED);
        Line line = Line.of(room, message);
        return records.put(Held.KIND.put(Held.key(room, found.id()), found.version(), new Held(null, decision, until)))
                .compose(stored -> index.add(line.decided(until)))
                .compose(added -> index.remove(line))
                .map(decision);
    }

    /** Deletes what has expired, in all shards. */
    public Future<Void> sweep() {
        return sweepFrom(0);
    }

    private Future<Void> sweepFrom(int shard) {
        return shard == Shard.COUNT ? Future.succeededFuture() : sweep(shard).transform(done -> sweepFrom(shard + 1));
    }

    /** Deletes what has expired in a shard, and gives what is left. */
    private Future<List<Line>> sweep(int shard) {
        Instant now = now();
        return index.list(shard, null, MAX_OF_SHARD).compose(lines -> {
            List<Line> expired = lines.stream()
                    .filter(line -> !line.expiresAt().isAfter(now))
                    .limit(SWEPT)
                    .toList();
            return Future.join(expired.stream().map(line -> delete(line, now)).toList())
                    .map(done -> lines.stream().skip(expired.size()).toList());
        });
    }

    /** A record that was written again under the same id, and has not expired, stays. */
    private Future<?> delete(Line line, Instant now) {
        return get(line.room(), List.of(line.id()))
                .compose(found -> found.stream()
                        .filter(each -> !each.held().expiresAt().isAfter(now))
                        .findFirst()
                        .<Future<?>>map(each ->
                                records.delete(new Records.Delete(Held.key(line.room(), each.id()), each.version())))
                        .orElseGet(Future::succeededFuture))
                .compose(deleted -> index.remove(line));
    }
}
