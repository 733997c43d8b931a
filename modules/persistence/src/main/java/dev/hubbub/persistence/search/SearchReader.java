// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.search;

import dev.hubbub.contract.content.ContentKinds;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.search.MessageSearch;
import dev.hubbub.contract.search.MessageSearch.Hits;
import dev.hubbub.contract.search.SearchIndex.Find;
import dev.hubbub.contract.search.SearchQuery;
import dev.hubbub.contract.search.SearchQuery.Match;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.log.EntrySize;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.read.CurrentEntries;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.search.Candidates;
import dev.hubbub.persistence.store.search.Candidates.Candidate;
import dev.hubbub.persistence.store.search.SearchCriteria;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages by their words. What the index names is read as it is now, and left out if it is something else by then: so a
 * deleted text is never found, however old the index is.
 */
public final class SearchReader {
    /** How often the index is asked for one page, where much of what it names is left out. */
    private static final int MAX_ROUNDS = 8;

    private final Store store;
    private final CurrentEntries current;
    private final int replyBytes;

    /** @param replyBytes how large a page may be, but for its first message */
    public SearchReader(Store store, int replyBytes) {
        this.store = store;
        this.current = new CurrentEntries(store);
        this.replyBytes = replyBytes;
    }

    public Future<Hits> find(Find request) {
        return new Search(request, SearchQuery.of(request.query())).go(request.before(), MAX_ROUNDS);
    }

    /** One request. */
    private final class Search {
        private final Find request;
        private final SearchQuery query;
        private final List<Entry> hits = new ArrayList<>();
        private long bytes;

        Search(Find request, SearchQuery query) {
            this.request = request;
            this.query = query;
        }

        /** @param before the cursor after which to go on; null: from the newest */
        Future<Hits> go(@Nullable String before, int rounds) {
            SearchCriteria criteria = new SearchCriteria(
                    query.words(),
                    request.rooms(),
                    request.from(),
                    request.kind(),
                    request.since(),
                    request.until(),
                    before,
                    request.limit() - hits.size());
            return store.search().find(criteria).compose(found -> entries(found).compose(entries -> {
                String next = take(before, found, entries);
                return next == null || hits.size() >= request.limit() || bytes >= replyBytes || rounds == 1
                        ? Future.succeededFuture(new Hits(hits, next))
                        : go(next, rounds - 1);
            }));
        }

        /** Returns the cursor after which to go on; null: at the end. */
        private @Nullable String take(@Nullable String before, Candidates found, Map<EntryId, Entry> entries) {
            String last = before;
            for (Candidate candidate : found.messages()) {
                Optional<Entry> hit =
                        Optional.ofNullable(entries.get(candidate.id())).flatMap(this::hit);
                if (hit.isPresent()) {
                    long more = bytes + EntrySize.jsonBytes(hit.get());
                    if (more > replyBytes && !hits.isEmpty()) {
                        bytes = replyBytes; // full
                        return last;
                    }
                    bytes = more;
                    hits.add(hit.get());
                }
                last = candidate.cursor();
            }
            return found.next();
        }

        /** The message with its matches, if it still is what is looked for. */
        private Optional<Entry> hit(Entry entry) {
            String text = MessageEntry.text(entry);
            if (text == null || !isWanted(entry)) {
                return Optional.empty();
            }
            List<Match> matches = query.matches(text);
            if (matches.isEmpty()) {
                return Optional.empty();
            }
            Map<String, Object> fields = new LinkedHashMap<>(entry.fields());
            fields.put(
                    MessageSearch.MATCHES,
                    matches.stream()
                            .map(match -> List.of(match.start(), match.end()))
                            .toList());
            return Optional.of(entry.with(fields));
        }

        private boolean isWanted(Entry entry) {
            Instant at = Objects.requireNonNull(entry.at(), "entry.at");
            return MessageEntry.KIND.is(entry)
                    && (request.from() == null || request.from().equals(entry.sender()))
                    && (request.kind() == null || isOfKind(entry, request.kind()))
                    && (request.since() == null || !at.isBefore(request.since()))
                    && (request.until() == null || at.isBefore(request.until()));
        }
    }

    private static boolean isOfKind(Entry entry, String kind) {
        String actual = entry.fields().get("kind") instanceof String named ? named : null;
        return ContentKinds.isText(kind) ? ContentKinds.isText(actual) : kind.equals(actual);
    }

    /** The messages that the index names, as they are now. */
    private Future<Map<EntryId, Entry>> entries(Candidates found) {
        List<EntryId> ids =
                found.messages().stream().map(Candidate::id).distinct().toList();
        return ids.isEmpty()
                ? Future.succeededFuture(Map.of())
                : store.entries().get(ids).compose(this::current);
    }

    private Future<Map<EntryId, Entry>> current(List<StoredEntry> stored) {
        Map<EntryId, Entry> entries = new HashMap<>();
        List<Future<List<Entry>>> rooms =
                stored.stream().collect(Collectors.groupingBy(StoredEntry::room)).entrySet().stream()
                        .map(each -> current.of(
                                        each.getKey(),
                                        each.getValue().stream()
                                                .map(StoredEntry::entry)
                                                .toList())
                                .onSuccess(shown -> shown.forEach(
                                        entry -> entries.put(new EntryId(entry.room(), entry.seq()), entry))))
                        .toList();
        return Future.all(rooms).map(entries);
    }
}
