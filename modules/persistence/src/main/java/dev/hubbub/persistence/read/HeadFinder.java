// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.store.RoomStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Finds the head of a room by asking which numbers exist. Above its floor a log has no gap, and it is deleted oldest first,
 * so each answer tells on which side the head lies. First the steps double from the hint, then the range between two steps
 * is divided.
 */
public final class HeadFinder {
    private static final int DOUBLINGS = 31;
    private static final int PARTS = 64;

    private final EntryStore entryStore;
    private final RoomStore rooms;

    public HeadFinder(EntryStore entryStore, RoomStore rooms) {
        this.entryStore = entryStore;
        this.rooms = rooms;
    }

    /** @param hint a seq that the room has probably reached; a wrong hint only costs queries */
    public Future<EntryHeader> find(RoomId room, long hint) {
        return findAfter(room, hint, () -> hint > 0 ? findFromFloor(room) : Future.succeededFuture(EntryHeader.NONE));
    }

    /** The hint is wrong, or what it names was deleted. */
    private Future<EntryHeader> findFromFloor(RoomId room) {
        return rooms.floor(room)
                .compose(floor -> findAfter(room, floor.first(), () -> {
                    if (floor.isNone()) {
                        return Future.succeededFuture(EntryHeader.NONE);
                    }
                    throw new IllegalStateException("the log of room " + room + " has no entry " + floor.first());
                }));
    }

    /** @param ifNone where to go on when neither this entry nor one after it is found */
    private Future<EntryHeader> findAfter(RoomId room, long from, Supplier<Future<EntryHeader>> ifNone) {
        List<Long> seqs = Stream.concat(
                        from > 0 ? Stream.of(from) : Stream.empty(),
                        IntStream.range(0, DOUBLINGS).mapToObj(doubling -> from + (1L << doubling)))
                .toList();
        return entryStore.getHeaders(room, seqs).compose(found -> {
            if (found.isEmpty()) {
                return ifNone.get();
            }
            EntryHeader low = found.get(found.size() - 1);
            Optional<Long> high = firstAfter(low.seq(), seqs);
            return high.isPresent() ? between(room, low, high.get()) : find(room, low.seq());
        });
    }

    /**
     * Asks for the low end again too: if it was deleted meanwhile, what is missing after it may have been as well.
     *
     * @param missing the lowest seq known not to exist
     */
    private Future<EntryHeader> between(RoomId room, EntryHeader low, long missing) {
        long gap = missing - low.seq();
        if (gap == 1) {
            return Future.succeededFuture(low);
        }
        long step = (gap + PARTS - 1) / PARTS;
        List<Long> seqs = LongStream.iterate(low.seq(), seq -> seq < missing, seq -> seq + step)
                .boxed()
                .toList();
        return entryStore.getHeaders(room, seqs).compose(found -> {
            if (found.isEmpty()) {
                return findFromFloor(room);
            }
            EntryHeader higher = found.get(found.size() - 1);
            return between(room, higher, firstAfter(higher.seq(), seqs).orElse(missing));
        });
    }

    private static Optional<Long> firstAfter(long low, List<Long> seqs) {
        return seqs.stream().filter(seq -> seq > low).findFirst();
    }
}
