// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.search;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.content.ContentKinds;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests of clients to find messages by their words. */
public final class MessageSearch {
    /** How many characters a query has at most. */
    public static final int MAX_QUERY = 200;

    /** In how many rooms of the caller messages are looked for: in those with the newest entries. */
    public static final int MAX_ROOMS = 1_000;

    /** The field of a message that was found with the places of the words in its text. */
    public static final String MATCHES = "matches";

    private static final int MAX_CURSOR = 200;
    private static final int ROOM_COST = 5;
    private static final int ROOMS_COST = 10;

    /** Messages that have all words of a query, the newest first; it costs as much as several other reads. */
    public static final Rpc<Search, Hits> SEARCH = new Rpc<>("api.messages.search", Search.class, Hits.class)
            .costing(search -> search.room() == null ? ROOMS_COST : ROOM_COST)
            .idempotent();

    /**
     * @param query 1 to {@value #MAX_QUERY} characters with 1 to {@link SearchQuery#MAX_TERMS} words
     * @param room to look in; absent: all rooms of the caller
     * @param from who sent the messages; absent: anyone
     * @param kind of their content; absent: any
     * @param since only messages of this time or later
     * @param until only messages before this time
     * @param before the {@code next} of the page before; absent: the first page
     * @param limit 1 to {@value Messages#MAX_PAGE}, absent 20; a larger one counts as {@value Messages#MAX_PAGE}
     */
    public record Search(
            String query,
            @Nullable RoomId room,
            @Nullable UserId from,
            @Nullable String kind,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String before,
            @Defaulted Integer limit) {
        public Search {
            checkQuery(query, kind, before);
            limit = limit == null ? Integer.valueOf(20) : limit;
            Check.range("limit", limit, 1, Integer.MAX_VALUE);
            limit = Math.min(limit, Messages.MAX_PAGE);
        }
    }

    /**
     * @param messages as they are now, each with {@value #MATCHES}: {@code [[start, end], ...]} in UTF-16 units, the end not
     *     included; may be fewer than asked for, or none, although more follow
     * @param next the {@code before} of the next page; absent: there is none
     */
    public record Hits(List<Entry> messages, @Nullable String next) {
        public Hits {
            messages = messages == null ? List.of() : List.copyOf(messages);
        }
    }

    static void checkQuery(String query, @Nullable String kind, @Nullable String before) {
        Check.range("query, its length", Check.present("query", query).length(), 1, MAX_QUERY);
        Check.text("query", query);
        SearchQuery.of(query);
        ContentKinds.named(kind);
        if (before != null) {
            Check.printable("before", before, MAX_CURSOR);
        }
    }

    private MessageSearch() {}
}
