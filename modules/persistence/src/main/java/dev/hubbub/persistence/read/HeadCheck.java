// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Behind;
import dev.hubbub.contract.messages.MessageLog.Compare;
import dev.hubbub.contract.messages.MessageLog.CompareShard;
import dev.hubbub.contract.messages.MessageLog.Known;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryStore;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds the rooms whose log goes beyond a known seq. Asks the store, not the writers, because any node may have
 * written; of rooms that are not stored it asks the nodes that number them. Refuses requests above a limit; gateways repeat theirs soon.
 */
public final class HeadCheck {
    static final int MAX_CONCURRENT = 8;

    private final EntryStore entryStore;
    private final Function<CompareShard, Future<Behind>> owners;
    private int inFlight;

    /** @param owners asks the node that numbers the rooms of a shard whose messages are not stored */
    public HeadCheck(EntryStore entryStore, Function<CompareShard, Future<Behind>> owners) {
        this.entryStore = entryStore;
        this.owners = owners;
    }

    public Future<Behind> check(Compare request) {
        if (inFlight >= MAX_CONCURRENT) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "too many comparisons at a time"));
        }
        inFlight++;
        return behind(request.rooms()).map(Behind::new).onComplete(either -> inFlight--);
    }

    private Future<List<RoomId>> behind(List<Known> rooms) {
        List<Known> stored = rooms.stream().filter(HeadCheck::isStored).toList();
        List<Known> others = rooms.stream().filter(known -> !isStored(known)).toList();
        Future<List<RoomId>> behind = entryStore.behind(stored);
        return others.isEmpty()
                ? behind
                : Future.all(behind, notStored(others)).map(both -> both.<List<RoomId>>list().stream()
                        .flatMap(List::stream)
                        .toList());
    }

    private static boolean isStored(Known known) {
        return known.seq() < MessageLog.FIRST_EPHEMERAL - 1;
    }

    /** A shard without an answer waits for the next comparison. */
    private Future<List<RoomId>> notStored(List<Known> rooms) {
        List<Future<Behind>> asked =
                rooms.stream()
                        .collect(Collectors.groupingBy(
                                known -> Shard.of(known.room().value())))
                        .entrySet()
                        .stream()
                        .map(part -> owners.apply(new CompareShard(part.getKey(), part.getValue())))
                        .toList();
        return Future.join(asked)
                .transform(all -> Future.succeededFuture(asked.stream()
                        .filter(Future::succeeded)
                        .flatMap(part -> part.result().rooms().stream())
                        .toList()));
    }
}
