// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.search;

import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.EntryId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as the index has it.
 *
 * @param at when it was stored
 * @param kind of its content; absent (null): a text
 * @param source the seq of the entry that has its text: its own, or that of its newest edit
 * @param text absent (null): it is not found any more
 */
public record IndexedMessage(
        EntryId id, Instant at, UserId sender, @Nullable String kind, long source, @Nullable String text) {}
