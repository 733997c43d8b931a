// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.changes;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.policy.Permission;
import dev.hubbub.contract.entries.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How long senders edit their messages.
 *
 * @param minutes after a message was stored; {@link AccessConfig#ALWAYS}: for ever
 */
public record EditWindow(int minutes, InstantSource clock) {
    EditWindow endless() {
        return new EditWindow(AccessConfig.ALWAYS, clock);
    }

    Permission permission(Entry message) {
        Instant at = message.at();
        boolean isOpen = minutes >= AccessConfig.ALWAYS
                || at == null
                || clock.instant().isBefore(at.plus(Duration.ofMinutes(minutes)));
        return isOpen
                ? Permission.ALLOWED
                : Permission.refused("a message is edited by its sender for " + minutes + " minutes");
    }
}
