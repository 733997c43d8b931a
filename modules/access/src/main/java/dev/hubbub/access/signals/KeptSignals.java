// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.signals;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.access.store.RoomRecordClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.signals.Signals.Kept;
import dev.hubbub.contract.signals.Signals.Page;
import dev.hubbub.contract.signals.Signals.Signal;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last values of the signals of rooms. A value is replaced only if it has the version that the writer knows, whichever
 * node writes, so that the versions held here can cost a second attempt, but never a value. Asked by one request of a
 * room at a time.
 */
public final class KeptSignals {
    /** How many values a page has at most. */
    static final int PAGE = 32;

    private static final int MAX_ATTEMPTS = 5;
    private static final int MAX_ROOMS = 5_000;

    /** The list brackets, and {@code next}. */
    private static final int ENVELOPE = 200;

    /** For so long others may have kept or ended values without the count of names here. */
    private static final Duration KNOWN = Duration.ofMinutes(1);

    private final RoomRecordClient records;
    private final int maxNames;
    private final InstantSource clock;
    private final Cache<RoomId, Map<String, Long>> versions = Caffeine.newBuilder()
            .executor(Runnable::run)
            .expireAfterWrite(KNOWN)
            .maximumSize(MAX_ROOMS)
            .build();

    /** @param maxNames of how many names a room keeps the last value */
    public KeptSignals(RoomRecordClient records, int maxNames, InstantSource clock) {
        this.records = records;
        this.maxNames = maxNames;
        this.clock = clock;
    }

    /** About how many rooms have their versions here. */
    public long rooms() {
        return versions.estimatedSize();
    }

    /** Keeps a value, or without data ends it. Completes with its version, 0 for none. */
    Future<Long> keep(UserId user, Signal signal) {
        return keep(user, signal, MAX_ATTEMPTS);
    }

    private Future<Long> keep(UserId user, Signal signal, int attempts) {
        Object data = signal.data();
        return versionsOf(signal.room())
                .compose(known -> data == null
                        ? end(signal, known)
                        : put(signal, new Signals.Value(user, data, clock.instant()), known))
                .recover(cause -> {
                    boolean outdated = HubException.is(cause, ErrorCode.CONFLICT) && signal.version() == null;
                    return outdated && attempts > 1 ? keep(user, signal, attempts - 1) : Future.failedFuture(cause);
                });
    }

    private Future<Long> put(Signal signal, Signals.Value value, Map<String, Long> known) {
        long has = known.getOrDefault(signal.name(), 0L);
        long expected = signal.version() == null ? has : signal.version();
        if (expected == 0 && has == 0 && known.size() >= maxNames) {
            return Future.failedFuture(full());
        }
        return records.put(Signals.VALUES.put(key(signal), expected, value))
                .onFailure(cause -> failed(signal, expected, has, cause))
                .recover(KeptSignals::told)
                .map(stored -> {
                    known.put(signal.name(), expected + 1);
                    return expected + 1;
                });
    }

    private Future<Long> end(Signal signal, Map<String, Long> known) {
        Long expected = signal.version();
        long has = known.getOrDefault(signal.name(), 0L);
        if (expected != null && expected == 0) {
            return has == 0 ? Future.succeededFuture(0L) : Future.failedFuture(conflict());
        }
        return records.delete(new Records.Delete(key(signal), expected))
                .onFailure(cause -> failed(signal, expected == null ? has : expected, has, cause))
                .recover(KeptSignals::told)
                .map(deleted -> {
                    known.remove(signal.name());
                    return 0L;
                });
    }

    /** What the caller expected against what is known here was wrong; all else puts in doubt what is known here. */
    private void failed(Signal signal, long expected, long has, Throwable cause) {
        if (expected == has || !HubException.is(cause, ErrorCode.CONFLICT)) {
            versions.invalidate(signal.room());
        }
    }

    private static <T> Future<T> told(Throwable cause) {
        return Future.failedFuture(HubException.is(cause, ErrorCode.CONFLICT) ? conflict() : cause);
    }

    private static HubException conflict() {
        return new HubException(
                ErrorCode.CONFLICT, "version: not that of the kept value (expected: the one in api.rooms.signals)");
    }

    private HubException full() {
        return new HubException(
                ErrorCode.FORBIDDEN, "keep: the room keeps " + maxNames + " signals (expected: one of their names)");
    }

    private Future<Map<String, Long>> versionsOf(RoomId room) {
        Map<String, Long> known = versions.getIfPresent(room);
        return known != null
                ? Future.succeededFuture(known)
                : load(room, null, new HashMap<>()).onSuccess(loaded -> versions.put(room, loaded));
    }

    private Future<Map<String, Long>> load(RoomId room, @Nullable String after, Map<String, Long> loaded) {
        return records.list(listOf(room, after, Records.MAX_RECORDS)).compose(found -> {
            List<StoredRecord> page = found.records();
            page.forEach(each -> loaded.put(each.key().key(), each.version()));
            return Boolean.TRUE.equals(found.more())
                    ? load(room, page.get(page.size() - 1).key().key(), loaded)
                    : Future.succeededFuture(loaded);
        });
    }

    /** The values whose names are larger than this one, as many as fit on a page. */
    Future<Page> page(RoomId room, @Nullable String after) {
        return records.list(listOf(room, after, PAGE + 1)).map(found -> page(found.records(), found.more()));
    }

    private static Page page(List<StoredRecord> found, @Nullable Boolean more) {
        List<Kept> page = new ArrayList<>();
        int characters = ENVELOPE;
        for (StoredRecord each : found) {
            Kept kept = kept(each);
            characters += Json.encode(kept).length() + 1;
            if (page.size() == PAGE || characters > Signals.MAX_PAGE) {
                break;
            }
            page.add(kept);
        }
        boolean last = page.size() == found.size() && !Boolean.TRUE.equals(more);
        return new Page(page, last ? null : page.get(page.size() - 1).name());
    }

    private static Kept kept(StoredRecord stored) {
        Signals.Value value = Signals.VALUES.read(stored);
        return new Kept(stored.key().key(), value.user(), value.data(), stored.version(), value.at());
    }

    private static Records.ListOf listOf(RoomId room, @Nullable String after, int limit) {
        return new Records.ListOf(room.value(), Signals.VALUES.name(), after, limit);
    }

    private static RecordKey key(Signal signal) {
        return Signals.VALUES.key(signal.room().value(), signal.name());
    }
}
