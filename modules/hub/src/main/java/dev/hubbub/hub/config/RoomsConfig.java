// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.config.AccessConfig.Adders;
import dev.hubbub.access.config.AccessConfig.Adding;
import dev.hubbub.access.config.AccessConfig.Creators;
import dev.hubbub.access.config.JoinHookConfig;
import dev.hubbub.access.config.RoomKindConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The keys {@code rooms.*}.
 *
 * @param creators who may create rooms, default {@code anyone}; {@code claim}: users whose token has
 *     {@code auth.createClaim}; {@code server}: the server of the host app only
 * @param adding who may put users into rooms: {@code anyone} (default), users with whom those share a room already
 *     ({@code shared}), or the server of the host app only ({@code server})
 * @param maxMembers how many members a room may have, default 1,000; 0: no limit
 * @param maxPerUser how many rooms a user may be in, default 1,000; 0: no limit
 * @param strangersPerHour how many users with whom it shares no room a user may put into rooms in an hour, default 100; 0: no
 *     limit
 * @param maxSignals of how many names of signals a room keeps the last value, default 32; 0: of none
 * @param kinds the kinds of rooms that the operator defines, default none
 * @param joinHook whether the host app is asked about users who join, default false
 * @param joinHookMillis how long its answer may take, default 1,000
 * @param joinHookFailure what holds without one: {@code closed} (default), or {@code open}
 */
public record RoomsConfig(
        Creators creators,
        Adders adding,
        Integer maxMembers,
        Integer maxPerUser,
        Integer strangersPerHour,
        Integer maxSignals,
        List<RoomKindConfig> kinds,
        Boolean joinHook,
        Integer joinHookMillis,
        JoinHookConfig.Failure joinHookFailure) {
    public RoomsConfig {
        creators = creators == null ? Creators.ANYONE : creators;
        adding = adding == null ? Adders.ANYONE : adding;
        maxMembers = maxMembers == null ? Integer.valueOf(1_000) : maxMembers;
        maxPerUser = maxPerUser == null ? Integer.valueOf(1_000) : maxPerUser;
        strangersPerHour = strangersPerHour == null ? Integer.valueOf(100) : strangersPerHour;
        maxSignals = maxSignals == null ? Integer.valueOf(AccessConfig.MAX_SIGNALS) : maxSignals;
        kinds = kinds == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(kinds));
        joinHook = joinHook == null ? Boolean.FALSE : joinHook;
        joinHookMillis = joinHookMillis == null ? Integer.valueOf(JoinHookConfig.MILLIS) : joinHookMillis;
        joinHookFailure = joinHookFailure == null ? JoinHookConfig.Failure.CLOSED : joinHookFailure;
    }

    AccessConfig toAccessConfig(MessagesConfig messages) {
        return new AccessConfig(
                creators,
                new Adding(adding, strangersPerHour),
                maxMembers,
                maxPerUser,
                messages.maxTextBytes(),
                maxSignals,
                kinds,
                new JoinHookConfig(joinHook, joinHookMillis, joinHookFailure),
                messages.hooks(),
                messages.editMinutes());
    }
}
