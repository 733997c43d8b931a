// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.value.UserId;

/**
 * Somebody went offline.
 *
 * @param seen when a gateway last had a socket of the user, as a count of {@link Time#millis}
 */
record Departure(UserId user, long seen) {}
