// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.search;

import dev.hubbub.access.conversations.OwnRooms;
import dev.hubbub.access.lookup.ReadAccess;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.store.FutureBatches;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.search.MessageSearch;
import dev.hubbub.contract.search.MessageSearch.Hits;
import dev.hubbub.contract.search.MessageSearch.Search;
import dev.hubbub.contract.search.SearchIndex.Find;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds messages in rooms that the caller may read. In one room the permission comes first, as for its history. In all own rooms
 * those with hits are asked whether the caller is a member now, after they were found: the list of own rooms, in which they were
 * looked for, may be a moment old.
 */
public final class SearchService {
    /** How many searches a node has in progress. */
    private static final int MAX_SEARCHES = 500;

    private static final int ROOMS_AT_A_TIME = 16;

    private final RoomLookup lookup;
    private final OwnRooms own;
    private final ReadAccess access;
    private final Function<Find, Future<Hits>> index;
    private int running;

    /** @param index finds messages in the given rooms, without a check of permissions */
    public SearchService(RoomLookup lookup, OwnRooms own, ReadAccess access, Function<Find, Future<Hits>> index) {
        this.lookup = lookup;
        this.own = own;
        this.access = access;
        this.index = index;
    }

    /** How many searches are in progress. */
    public int running() {
        return running;
    }

    public Future<Hits> search(Caller caller, Search body) {
        if (running >= MAX_SEARCHES) {
            return Future.failedFuture(new HubException(ErrorCode.TOO_MANY, "too many searches at a time"));
        }
        running++;
        RoomId room = body.room();
        return (room == null ? inOwnRooms(caller, body) : inRoom(caller, body, room)).onComplete(done -> running--);
    }

    private Future<Hits> inRoom(Caller caller, Search body, RoomId room) {
        return lookup.lookUp(caller, room, List.of(caller.user()))
                .map(found -> access.require(caller, found))
                .compose(found -> found.details().isEphemeral()
                        ? Future.succeededFuture(new Hits(List.of(), null))
                        : find(body, List.of(room)).map(hits -> upTo(hits, Map.of(room, found.head()))));
    }

    private Future<Hits> inOwnRooms(Caller caller, Search body) {
        return own.newest(caller.user(), MessageSearch.MAX_ROOMS)
                .compose(rooms -> rooms.isEmpty()
                        ? Future.succeededFuture(new Hits(List.of(), null))
                        : find(body, rooms).compose(hits -> readable(caller, hits)));
    }

    private Future<Hits> find(Search body, List<RoomId> rooms) {
        return index.apply(new Find(
                body.query(),
                rooms,
                body.from(),
                body.kind(),
                body.since(),
                body.until(),
                body.before(),
                body.limit()));
    }

    private Future<Hits> readable(Caller caller, Hits hits) {
        List<RoomId> rooms =
                hits.messages().stream().map(Entry::room).distinct().toList();
        return FutureBatches.run(rooms, ROOMS_AT_A_TIME, room -> head(caller, room))
                .map(heads -> {
                    Map<RoomId, Long> known = new HashMap<>();
                    heads.stream().flatMap(Optional::stream).forEach(room -> known.put(room.room(), room.head()));
                    return upTo(hits, known);
                });
    }

    /** The room, if the caller is a member who may read it. */
    private Future<Optional<MessageLog.Room>> head(Caller caller, RoomId room) {
        return lookup.lookUp(caller, room, List.of(caller.user()))
                .map(found -> RoomLookup.findMember(found, caller.user()).map(member -> access.require(caller, found)))
                .recover(cause -> cause instanceof HubException refusal && refusal.is(ErrorCode.FORBIDDEN)
                        ? Future.succeededFuture(Optional.empty())
                        : Future.failedFuture(cause));
    }

    /** Those up to the heads as of which the caller was authorized, in these rooms. */
    private static Hits upTo(Hits hits, Map<RoomId, Long> heads) {
        return new Hits(
                hits.messages().stream()
                        .filter(hit -> hit.seq() <= Objects.requireNonNullElse(heads.get(hit.room()), 0L))
                        .toList(),
                hits.next());
    }
}
