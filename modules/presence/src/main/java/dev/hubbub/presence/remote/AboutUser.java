// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.remote;

import dev.hubbub.contract.value.Profile;
import org.jspecify.annotations.Nullable;

/**
 * What the store has of a user, for events.
 *
 * @param profile null: none
 * @param showsLastSeen whether others see when the user was last online
 */
public record AboutUser(@Nullable Profile profile, boolean showsLastSeen) {
    /** Of a user without records. */
    public static final AboutUser DEFAULT = new AboutUser(null, true);
}
