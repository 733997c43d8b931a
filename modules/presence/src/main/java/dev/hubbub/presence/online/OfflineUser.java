// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.time.Clock;

/**
 * A user who went offline.
 *
 * @param lastSeen when a gateway last had a socket of the user, as a count of {@link Clock#millis}
 */
record OfflineUser(UserId user, long lastSeen) {}
