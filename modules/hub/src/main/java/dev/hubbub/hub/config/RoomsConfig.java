// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.config.AccessConfig.Creators;

/**
 * The keys {@code rooms.*}.
 *
 * @param creators who may create rooms, default {@code anyone}; {@code claim}: users whose token has
 *     {@code auth.createClaim}; {@code server}: the server of the host app only
 * @param maxMembers how many members a room may have, default 1,000; 0: no limit
 * @param maxPerUser how many rooms a user may be in, default 1,000; 0: no limit
 */
public record RoomsConfig(Creators creators, Integer maxMembers, Integer maxPerUser) {
    public RoomsConfig {
        creators = creators == null ? Creators.ANYONE : creators;
        maxMembers = maxMembers == null ? Integer.valueOf(1_000) : maxMembers;
        maxPerUser = maxPerUser == null ? Integer.valueOf(1_000) : maxPerUser;
    }

    AccessConfig toAccessConfig(MessagesConfig messages) {
        return new AccessConfig(creators, maxMembers, maxPerUser, messages.maxTextBytes());
    }
}
