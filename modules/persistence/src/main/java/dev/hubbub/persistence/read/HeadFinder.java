// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Finds the head of a room by asking which numbers exist. A log has no gap, so each answer tells on which side the head
 * lies. First the steps double from the hint, then the range between two steps is divided.
 */
public final class HeadFinder {
    private static final int DOUBLINGS = 31;
    private static final int PARTS = 64;

    private final EntryStore entryStore;

    public HeadFinder(EntryStore entryStore) {
        this.entryStore = entryStore;
    }

    /** @param hint a seq that the room has probably reached; a wrong hint only costs queries */
    public Future<EntryHeader> find(RoomId room, long hint) {
        List<Long> seqs = Stream.concat(
                        hint > 0 ? Stream.of(hint) : Stream.empty(),
                        IntStream.range(0, DOUBLINGS).mapToObj(doubling -> hint + (1L << doubling)))
                .toList();
        return entryStore.getHeaders(room, seqs).compose(found -> {
            if (found.isEmpty()) {
                return hint > 0 ? find(room, 0) : Future.succeededFuture(EntryHeader.NONE);
            }
            EntryHeader low = found.get(found.size() - 1);
            Optional<Long> high = firstAfter(low, seqs);
            return high.isPresent() ? between(room, low, high.get()) : find(room, low.seq());
        });
    }

    /** @param missing the lowest seq known not to exist */
    private Future<EntryHeader> between(RoomId room, EntryHeader low, long missing) {
        long gap = missing - low.seq();
        if (gap == 1) {
            return Future.succeededFuture(low);
        }
        long step = (gap + PARTS - 1) / PARTS;
        List<Long> seqs = LongStream.iterate(low.seq() + step, seq -> seq < missing, seq -> seq + step)
                .boxed()
                .toList();
        return entryStore.getHeaders(room, seqs).compose(found -> {
            EntryHeader higher = found.isEmpty() ? low : found.get(found.size() - 1);
            return between(room, higher, firstAfter(higher, seqs).orElse(missing));
        });
    }

    private static Optional<Long> firstAfter(EntryHeader low, List<Long> seqs) {
        return seqs.stream().filter(seq -> seq > low.seq()).findFirst();
    }
}
