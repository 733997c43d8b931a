// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.remote;

import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * When users were last online.
 *
 * @param times where they are stored
 * @param hidden the users who do not show it
 */
public record LastVisits(Map<UserId, Instant> times, Set<UserId> hidden) {}
