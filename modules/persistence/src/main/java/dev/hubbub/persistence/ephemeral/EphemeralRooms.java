// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.ephemeral;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records.Raise;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.store.RecordStore;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The windows of the rooms that this node numbers and does not store. Bounded by their number and length: beyond that those that
 * were not used for longest are lost. A window that is lost, for whatever reason, is followed by one whose base is larger than all
 * numbers before: the base is made of the time, and kept in a record that only rises. Must be used on one context.
 */
public final class EphemeralRooms {
    static final int MAX_ROOMS = 20_000;
    static final long MAX_LENGTH = 67_108_864;

    /** How many numbers there are for each millisecond. */
    private static final long NUMBERS_A_MILLISECOND = 1_024;

    /** How far a base is above an older one that is ahead of the clock. */
    private static final long STEP = 1L << 30;

    private static final int MAX_ATTEMPTS = 10;

    private final RecordStore records;
    private final InstantSource clock;
    private final int maxRooms;
    private final long maxLength;
    private final Map<RoomId, EphemeralWindow> windows = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<RoomId, Future<EphemeralWindow>> opening = new HashMap<>();
    private long length;

    public EphemeralRooms(RecordStore records, InstantSource clock) {
        this(records, clock, MAX_ROOMS, MAX_LENGTH);
    }

    EphemeralRooms(RecordStore records, InstantSource clock, int maxRooms, long maxLength) {
        this.records = records;
        this.clock = clock;
        this.maxRooms = maxRooms;
        this.maxLength = maxLength;
    }

    /** How many rooms have a window; from any thread. */
    public int size() {
        return windows.size();
    }

    /** About how many characters all windows hold; from any thread. */
    public long length() {
        return length;
    }

    /** The window of a room, if this node has it. */
    public Optional<EphemeralWindow> find(RoomId room) {
        return Optional.ofNullable(windows.get(room));
    }

    /** The window of a room; a new one, where this node has none. */
    public Future<EphemeralWindow> open(RoomId room) {
        EphemeralWindow known = windows.get(room);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        Future<EphemeralWindow> running = opening.get(room);
        if (running != null) {
            return running;
        }
        Future<EphemeralWindow> opened = raiseBase(room, now(), MAX_ATTEMPTS).map(base -> add(room, base));
        opening.put(room, opened);
        return opened.onComplete(either -> opening.remove(room, opened));
    }

    private long now() {
        return clock.millis() * NUMBERS_A_MILLISECOND;
    }

    private Future<Long> raiseBase(RoomId room, long base, int attempts) {
        RecordKey key = new RecordKey(room.value(), "epoch", RecordKey.ONE);
        if (attempts == 0) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "too many nodes number one room"));
        }
        return records.raise(new Raise(key, base, Map.of()))
                .compose(raised -> raised
                        ? Future.succeededFuture(base)
                        : records.get(List.of(key)).compose(found -> raiseBase(room, above(found), attempts - 1)));
    }

    private long above(List<StoredRecord> found) {
        long before = found.isEmpty() ? 0 : found.get(0).rank();
        return Math.max(now(), before + STEP);
    }

    private EphemeralWindow add(RoomId room, long base) {
        EphemeralWindow window = new EphemeralWindow(base, difference -> grow(room, difference));
        windows.put(room, window);
        evict();
        return window;
    }

    private void grow(RoomId room, int difference) {
        if (windows.containsKey(room)) { // else it was lost while an entry was on its way
            length += difference;
            evict();
        }
    }

    private void evict() {
        Iterator<EphemeralWindow> eldest = windows.values().iterator();
        while (windows.size() > 1 && (windows.size() > maxRooms || length > maxLength)) {
            length -= eldest.next().length();
            eldest.remove();
        }
    }

    /** Loses the windows of the shards that another node numbers now. */
    public void retain(IntPredicate owned) {
        windows.entrySet().removeIf(each -> {
            boolean isLost = !owned.test(Shard.of(each.getKey().value()));
            length -= isLost ? each.getValue().length() : 0;
            return isLost;
        });
    }

    /** Those of some rooms of which there is more than the asker knows: of a room without a window all is lost. */
    public Future<MessageLog.Behind> behind(MessageLog.CompareShard request) {
        return Future.succeededFuture(new MessageLog.Behind(request.rooms().stream()
                .filter(known -> !windows.containsKey(known.room())
                        || windows.get(known.room()).head() > known.seq())
                .map(MessageLog.Known::room)
                .distinct()
                .toList()));
    }
}
