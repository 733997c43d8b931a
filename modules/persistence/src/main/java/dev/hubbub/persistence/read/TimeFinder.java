// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import dev.hubbub.contract.messages.MessageLookup.At;
import dev.hubbub.contract.messages.MessageLookup.Found;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Finds entries by time, which never goes back within a room: the range in which one lies is divided again and again. */
final class TimeFinder {
    private static final int PARTS = 64;

    private final EntryStore entryStore;

    TimeFinder(EntryStore entryStore) {
        this.entryStore = entryStore;
    }

    Future<Found> find(At request) {
        return between(request, 0, request.head() + 1).map(seq -> new Found(request.room(), seq));
    }

    /**
     * @param before the largest seq known to be older, or deleted
     * @param from the smallest seq known not to be older
     */
    private Future<Long> between(At request, long before, long from) {
        long gap = from - before;
        if (gap <= 1) {
            return Future.succeededFuture(from);
        }
        long step = (gap + PARTS - 1) / PARTS;
        List<Long> seqs = LongStream.iterate(before + step, seq -> seq < from, seq -> seq + step)
                .boxed()
                .toList();
        return entryStore.getHeaders(request.room(), seqs).compose(found -> {
            Map<Long, EntryHeader> headers =
                    found.stream().collect(Collectors.toMap(EntryHeader::seq, Function.identity()));
            long low = before;
            for (long seq : seqs) {
                EntryHeader header = headers.get(seq);
                if (header != null && !header.at().isBefore(request.at())) {
                    return between(request, low, seq);
                }
                low = seq;
            }
            return between(request, low, from);
        });
    }
}
