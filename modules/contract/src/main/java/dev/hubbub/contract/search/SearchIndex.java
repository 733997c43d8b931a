// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.search;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.search.MessageSearch.Hits;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The index of words, for other verticles. No request carries a caller: authorization comes before or after. */
public final class SearchIndex {
    /** Messages that have all words of a query, the newest first. Reads the store, whichever node writes the rooms. */
    public static final Rpc<Find, Hits> FIND = new Rpc<>("svc.persistence.search", Find.class, Hits.class).idempotent();

    /**
     * @param rooms to look in, 1 to {@value MessageSearch#MAX_ROOMS}
     * @param limit 1 to {@value Messages#MAX_PAGE}; all else as in {@link MessageSearch.Search}
     */
    public record Find(
            String query,
            List<RoomId> rooms,
            @Nullable UserId from,
            @Nullable String kind,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String before,
            int limit) {
        public Find {
            MessageSearch.checkQuery(query, kind, before);
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
            Check.range("rooms", rooms.size(), 1, MessageSearch.MAX_ROOMS);
            Check.range("limit", limit, 1, Messages.MAX_PAGE);
        }
    }

    private SearchIndex() {}
}
