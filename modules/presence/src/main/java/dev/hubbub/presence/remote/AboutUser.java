// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.remote;

import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the store has of a user, for events.
 *
 * @param profile null: none
 * @param showsLastSeen whether others see when the user was last online
 * @param blocked whom the user blocks, at most 1,000
 */
public record AboutUser(@Nullable Profile profile, boolean showsLastSeen, Set<UserId> blocked) {
    /** Of a user without records. */
    public static final AboutUser DEFAULT = new AboutUser(null, true, Set.of());
}
