// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.users;

import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.presence.PresenceStatus;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.RecordKind;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is kept of users, as records whose scope is the user's id. */
public final class UserRecords {
    /** How a user was shown by the newest token. */
    public static final RecordKind<Profile> PROFILE = new RecordKind<>("profile", Profile.class);

    /** When a user was last online; of several times the latest holds. */
    public static final RecordKind<LastSeen> LAST_SEEN = new RecordKind<>("last-seen", LastSeen.class);

    /** Since when tokens of a user are valid; of several times the latest holds. */
    public static final RecordKind<ValidFrom> VALID_FROM = new RecordKind<>("valid-from", ValidFrom.class);

    /** Whether a user may log in; of several decisions the latest holds, of equal ones the one that disables. */
    public static final RecordKind<Status> STATUS = new RecordKind<>("status", Status.class);

    /** What a user shows to others. */
    public static final RecordKind<Privacy> PRIVACY = new RecordKind<>("privacy", Privacy.class);

    /** What a user chose to be shown as; of several choices the last holds. */
    public static final RecordKind<ChosenStatus> CHOSEN_STATUS =
            new RecordKind<>("presence-status", ChosenStatus.class);

    /** @param at when the user went offline */
    public record LastSeen(Instant at) {
        public LastSeen {
            Check.present("at", at);
        }
    }

    /** @param at tokens issued at or before it are void */
    public record ValidFrom(Instant at) {
        public ValidFrom {
            Check.present("at", at);
        }
    }

    /** @param at when it was decided */
    public record Status(boolean disabled, Instant at) {
        public Status {
            Check.present("at", at);
        }
    }

    /**
     * @param lastSeen whether others see when the user was last online; absent: they do
     * @param receipts whether others see how far the user has read; absent: they do
     */
    public record Privacy(@Defaulted Boolean lastSeen, @Defaulted Boolean receipts) {
        /** Others see all. */
        public static final Privacy DEFAULT = new Privacy(true, true);

        public Privacy {
            lastSeen = lastSeen == null ? Boolean.TRUE : lastSeen;
            receipts = receipts == null ? Boolean.TRUE : receipts;
        }
    }

    /**
     * @param status absent: online
     * @param text beside the status; absent: none
     */
    public record ChosenStatus(@Defaulted PresenceStatus status, @Nullable String text) {
        /** Nothing was chosen. */
        public static final ChosenStatus NONE = new ChosenStatus(PresenceStatus.ONLINE, null);

        public ChosenStatus {
            status = status == null || status == PresenceStatus.OFFLINE ? PresenceStatus.ONLINE : status;
        }
    }

    /** The request that keeps how a user is shown. */
    public static Records.Put put(UserId user, Profile profile) {
        return PROFILE.put(key(PROFILE, user), profile);
    }

    /** The request that keeps what a user chose to be shown as. */
    public static Records.Put put(UserId user, ChosenStatus chosen) {
        return CHOSEN_STATUS.put(key(CHOSEN_STATUS, user), chosen);
    }

    /** The request that keeps what a user lets others see, if the record has this version; 0: if there is none. */
    public static Records.Put put(UserId user, long version, Privacy privacy) {
        return PRIVACY.put(key(PRIVACY, user), version, privacy);
    }

    /** The request that keeps when a user was last online. */
    public static Records.Raise raise(UserId user, LastSeen seen) {
        return LAST_SEEN.raise(key(LAST_SEEN, user), rank(seen.at()), seen);
    }

    /** The request that keeps since when tokens of a user are valid. */
    public static Records.Raise raise(UserId user, ValidFrom validFrom) {
        return VALID_FROM.raise(key(VALID_FROM, user), rank(validFrom.at()), validFrom);
    }

    /** The request that keeps a decision about a user. */
    public static Records.Raise raise(UserId user, Status status) {
        return STATUS.raise(key(STATUS, user), 2 * rank(status.at()) + (status.disabled() ? 1 : 0), status);
    }

    /** The key of a user's record. */
    public static RecordKey key(RecordKind<?> kind, UserId user) {
        return kind.key(user.value());
    }

    /** The request for one record of each of these users. */
    public static Records.Get get(RecordKind<?> kind, Collection<UserId> users) {
        return new Records.Get(users.stream().map(user -> key(kind, user)).toList());
    }

    /** The user of a user's record. */
    public static UserId user(StoredRecord stored) {
        return new UserId(stored.key().scope());
    }

    /** The request for the records of some kinds of each of these users. */
    public static Records.Get get(List<RecordKind<?>> kinds, Collection<UserId> users) {
        return new Records.Get(users.stream()
                .flatMap(user -> kinds.stream().map(kind -> key(kind, user)))
                .toList());
    }

    /** The values of one kind by user. A value that cannot be read is left out: it is only shown. */
    public static <V extends Record> Map<UserId, V> shown(RecordKind<V> kind, Collection<StoredRecord> records) {
        Map<UserId, V> values = new HashMap<>();
        records.stream().filter(kind::is).forEach(stored -> kind.readIfValid(stored)
                .ifPresent(value -> values.put(user(stored), value)));
        return values;
    }

    /** What a user lets others see, by its record among others. One that cannot be read is as none. */
    public static Privacy privacy(UserId user, Collection<StoredRecord> records) {
        return shown(PRIVACY, records).getOrDefault(user, Privacy.DEFAULT);
    }

    private static long rank(Instant at) {
        return Math.max(1, at.toEpochMilli());
    }

    private UserRecords() {}
}
