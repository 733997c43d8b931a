// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Finds the newest entry of a room by asking which numbers exist. A log has no hole, so each answer tells on which
 * side the head lies: first in steps that double from where it is thought to be, then between two of those steps.
 */
final class HeadFinder {
    private static final int DOUBLINGS = 31;
    private static final int CUTS = 64;

    private final EntryStore log;

    HeadFinder(EntryStore log) {
        this.log = log;
    }

    /** @param hint a seq that the room is thought to have reached; a wrong one costs questions, nothing else */
    Future<Head> find(RoomId room, long hint) {
        List<Long> asked = Stream.concat(
                        hint > 0 ? Stream.of(hint) : Stream.empty(),
                        IntStream.range(0, DOUBLINGS).mapToObj(doubling -> hint + (1L << doubling)))
                .toList();
        return log.probe(room, asked).compose(found -> {
            if (found.isEmpty()) {
                return hint > 0 ? find(room, 0) : Future.succeededFuture(Head.NONE);
            }
            Head low = found.get(found.size() - 1);
            Optional<Long> high = firstAfter(low, asked);
            return high.isPresent() ? between(room, low, high.get()) : find(room, low.seq());
        });
    }

    /** @param missing the lowest seq that is known not to exist */
    private Future<Head> between(RoomId room, Head low, long missing) {
        long gap = missing - low.seq();
        if (gap == 1) {
            return Future.succeededFuture(low);
        }
        long step = (gap + CUTS - 1) / CUTS;
        List<Long> asked = LongStream.iterate(low.seq() + step, seq -> seq < missing, seq -> seq + step)
                .boxed()
                .toList();
        return log.probe(room, asked).compose(found -> {
            Head higher = found.isEmpty() ? low : found.get(found.size() - 1);
            return between(room, higher, firstAfter(higher, asked).orElse(missing));
        });
    }

    private static Optional<Long> firstAfter(Head low, List<Long> asked) {
        return asked.stream().filter(seq -> seq > low.seq()).findFirst();
    }
}
