// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.search;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;

/**
 * An index of the words of messages, as {@code SearchWords} splits their texts. It is derived from the log, and a hint: it may
 * lack messages, and name some that say something else by now. The implementer never blocks the caller, and fails with
 * UNAVAILABLE when the store is unreachable.
 */
public interface SearchStore {

    /** Writes a part of the index. The same again changes nothing. */
    Future<Void> write(IndexUpdate update);

    /** Up to which entry each room is in the index; 0 or absent: nothing is. At most 500 rooms. */
    Future<Map<RoomId, Long>> indexed(Collection<RoomId> rooms);

    /**
     * The newest messages that have all words and are what is asked for, as far as the index knows. A part may be shorter than
     * the limit although more follow: it looks at a bounded number of messages.
     */
    Future<Candidates> find(SearchCriteria criteria);
}
