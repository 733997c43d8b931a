// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.config;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The settings of rooms and messages.
 *
 * @param creators who may create rooms: {@code rooms.creators}
 * @param adding whom users may put into rooms
 * @param maxMembers how many members a room may have: {@code rooms.maxMembers}; 0 for no limit
 * @param maxPerUser in how many rooms a user may be, 0 for no limit: {@code rooms.maxPerUser}
 * @param maxTextBytes the longest text of a message, in bytes of UTF-8: {@code messages.maxTextBytes}
 * @param maxSignals of how many names of signals a room keeps the last value: {@code rooms.maxSignals}
 * @param kinds those that the operator defines: {@code rooms.kinds}
 * @param joinHook whether the host app is asked about users who join
 * @param hooks the stages that are asked about messages before they are stored: {@code messages.hooks}
 * @param editMinutes how long senders edit a message: {@code messages.editMinutes}; {@value #ALWAYS}: for ever
 */
public record AccessConfig(
        Creators creators,
        Adding adding,
        int maxMembers,
        int maxPerUser,
        int maxTextBytes,
        int maxSignals,
        List<RoomKindConfig> kinds,
        JoinHookConfig joinHook,
        List<HookStageConfig> hooks,
        int editMinutes) {
    /** So many minutes stand for no end. */
    public static final int ALWAYS = 1_000_000;

    /** Of how many names a room keeps the last value where nothing is set. */
    public static final int MAX_SIGNALS = 32;

    private static final int MOST_SIGNALS = 100;

    /** Who may create rooms. */
    public enum Creators {
        /** Every user who is logged in. */
        ANYONE,
        /** Users whose token grants it. */
        CLAIM,
        /** The host app's server only. */
        SERVER;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who may put users into rooms. */
    public enum Adders {
        /** The host app's server only. */
        SERVER,
        /** Users with whom those share a room already. */
        SHARED,
        /** Every user who is logged in. */
        ANYONE;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Whom users may put into rooms.
     *
     * @param who may do so: {@code rooms.adding}
     * @param strangersPerHour how many users with whom they share no room, 0 for no limit: {@code rooms.strangersPerHour}
     */
    public record Adding(Adders who, int strangersPerHour) {
        /** Every user, and as many as they like. */
        public static final Adding UNLIMITED = new Adding(Adders.ANYONE, 0);

        private static final int MOST = 1_000;

        public Adding {
            if (who == null) {
                throw new IllegalArgumentException("rooms.adding: missing (expected: server, shared or anyone)");
            }
            if (strangersPerHour < 0 || strangersPerHour > MOST) {
                throw new IllegalArgumentException(
                        "rooms.strangersPerHour: " + strangersPerHour + " (expected: 0 to " + MOST + ")");
            }
        }

        /** Whether there is nothing to check. */
        public boolean isUnlimited() {
            return who == Adders.ANYONE && strangersPerHour == 0;
        }
    }

    public AccessConfig {
        if (creators == null) {
            throw new IllegalArgumentException("rooms.creators: missing (expected: anyone, claim or server)");
        }
        least(0, "rooms.maxMembers", maxMembers);
        least(0, "rooms.maxPerUser", maxPerUser);
        least(1, "messages.maxTextBytes", maxTextBytes);
        if (maxSignals < 0 || maxSignals > MOST_SIGNALS) {
            throw new IllegalArgumentException(
                    "rooms.maxSignals: " + maxSignals + " (expected: 0 to " + MOST_SIGNALS + ")");
        }
        maxMembers = maxMembers == 0 ? Integer.MAX_VALUE : maxMembers;
        RoomKindConfig.checkAll(kinds);
        kinds = Collections.unmodifiableList(new ArrayList<>(kinds));
        hooks = HookStageConfig.chain(hooks);
        if (editMinutes < 0 || editMinutes > ALWAYS) {
            throw new IllegalArgumentException(
                    "messages.editMinutes: " + editMinutes + " (expected: 0 to " + ALWAYS + ")");
        }
    }

    /** Without kinds of the operator, without hooks, with rooms that keep signals of {@value #MAX_SIGNALS} names. */
    public AccessConfig(Creators creators, Adding adding, int maxMembers, int maxPerUser, int maxTextBytes) {
        this(
                creators,
                adding,
                maxMembers,
                maxPerUser,
                maxTextBytes,
                MAX_SIGNALS,
                List.of(),
                JoinHookConfig.OFF,
                List.of(),
                ALWAYS);
    }

    /** The same, where a room keeps signals of so many names. */
    public AccessConfig withMaxSignals(int names) {
        return copy(names, kinds, joinHook, hooks, editMinutes);
    }

    /** The same with these kinds of rooms of the operator. */
    public AccessConfig with(List<RoomKindConfig> others) {
        return copy(maxSignals, others, joinHook, hooks, editMinutes);
    }

    /** The same with this hook. */
    public AccessConfig with(JoinHookConfig other) {
        return copy(maxSignals, kinds, other, hooks, editMinutes);
    }

    /** The same with these stages in front of the store. */
    public AccessConfig withHooks(List<HookStageConfig> stages) {
        return copy(maxSignals, kinds, joinHook, stages, editMinutes);
    }

    /** The same, where senders edit a message for so long. */
    public AccessConfig withEditMinutes(int minutes) {
        return copy(maxSignals, kinds, joinHook, hooks, minutes);
    }

    private AccessConfig copy(
            int names, List<RoomKindConfig> others, JoinHookConfig join, List<HookStageConfig> stages, int minutes) {
        return new AccessConfig(
                creators, adding, maxMembers, maxPerUser, maxTextBytes, names, others, join, stages, minutes);
    }

    /** Every user creates rooms, and puts 100 strangers an hour into them; 1,000 members in a room, 1,000 rooms for a user, 64 KiB for a message. */
    public static AccessConfig defaults() {
        return new AccessConfig(Creators.ANYONE, new Adding(Adders.ANYONE, 100), 1000, 1000, 65_536);
    }

    private static void least(int expected, String key, int value) {
        if (value < expected) {
            throw new IllegalArgumentException(key + ": " + value + " (expected: >= " + expected + ")");
        }
    }
}
