// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.memory;

import dev.hubbub.contract.content.ContentKinds;
import dev.hubbub.contract.search.SearchWords;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.store.search.Candidates;
import dev.hubbub.persistence.store.search.Candidates.Candidate;
import dev.hubbub.persistence.store.search.IndexUpdate;
import dev.hubbub.persistence.store.search.IndexedMessage;
import dev.hubbub.persistence.store.search.SearchCriteria;
import dev.hubbub.persistence.store.search.SearchKey;
import dev.hubbub.persistence.store.search.SearchStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** The words of the newest messages in memory. A search looks at one after the other. */
final class MemorySearchStore implements SearchStore {
    private static final int MAX_MESSAGES = 100_000;

    private final NavigableMap<String, Indexed> messages = new TreeMap<>();
    private final Map<RoomId, Long> indexed = new HashMap<>();

    private record Indexed(IndexedMessage message, Set<String> words) {
        boolean fits(SearchCriteria criteria) {
            return words.containsAll(criteria.words())
                    && criteria.rooms().contains(message.id().room())
                    && (criteria.sender() == null || criteria.sender().equals(message.sender()))
                    && (criteria.kind() == null || isOfKind(criteria.kind()));
        }

        private boolean isOfKind(String kind) {
            return ContentKinds.isText(kind) ? ContentKinds.isText(message.kind()) : kind.equals(message.kind());
        }
    }

    @Override
    public synchronized Future<Void> write(IndexUpdate update) {
        for (IndexedMessage message : update.messages()) {
            String key = SearchKey.of(message.at(), message.id());
            if (message.text() == null) {
                messages.remove(key);
            } else {
                messages.put(key, new Indexed(message, SearchWords.distinct(message.text())));
            }
        }
        while (messages.size() > MAX_MESSAGES) {
            messages.pollFirstEntry();
        }
        update.indexed().forEach((room, seq) -> indexed.merge(room, seq, Math::max));
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Map<RoomId, Long>> indexed(Collection<RoomId> rooms) {
        Map<RoomId, Long> found = new HashMap<>(indexed);
        found.keySet().retainAll(Set.copyOf(rooms));
        return Future.succeededFuture(found);
    }

    @Override
    public synchronized Future<Candidates> find(SearchCriteria criteria) {
        String first = SearchKey.beginning(criteria.sinceMillis());
        String end = SearchKey.beginning(criteria.untilMillis());
        if (criteria.before() != null && criteria.before().compareTo(end) < 0) {
            end = criteria.before();
        }
        List<Candidate> found = new ArrayList<>();
        if (first.compareTo(end) < 0) {
            for (Map.Entry<String, Indexed> each :
                    messages.subMap(first, true, end, false).descendingMap().entrySet()) {
                if (found.size() == criteria.limit()) {
                    break;
                }
                if (each.getValue().fits(criteria)) {
                    found.add(new Candidate(each.getValue().message().id(), each.getKey()));
                }
            }
        }
        boolean isLast = found.size() < criteria.limit();
        return Future.succeededFuture(new Candidates(
                found, isLast ? null : found.get(found.size() - 1).cursor()));
    }
}
