// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.search.MessageSearch.Hits;
import dev.hubbub.contract.search.SearchIndex.Find;
import dev.hubbub.contract.search.SearchQuery;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds messages of a {@link FakeStore}, in pages. The cursor is how many came before. */
final class FakeSearch {
    private final FakeStore store;

    FakeSearch(FakeStore store) {
        this.store = store;
    }

    Future<Hits> find(Find request) {
        SearchQuery query = SearchQuery.of(request.query());
        List<Entry> found = new ArrayList<>(request.rooms().stream()
                .flatMap(room -> store.entries(room).stream())
                .filter(entry -> MessageEntry.text(entry) != null)
                .filter(entry -> !query.matches(MessageEntry.text(entry)).isEmpty())
                .filter(entry -> request.from() == null || request.from().equals(entry.sender()))
                .toList());
        Collections.reverse(found);
        int from = request.before() == null ? 0 : Integer.parseInt(request.before());
        int to = Math.min(found.size(), from + request.limit());
        return Future.succeededFuture(
                new Hits(found.subList(from, to), to < found.size() ? Integer.toString(to) : null));
    }
}
