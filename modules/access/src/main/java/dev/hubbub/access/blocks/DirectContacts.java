// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.blocks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.access.policy.Permission;
import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.users.Blocks;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.users.UserRecords.Status;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Whether a user may write to another one in their direct room: neither blocks the other, and the host app has not disabled
 * the other. A refusal does not say which of these it is, and is that of a room that does not exist.
 *
 * <p>The answers are kept for {@value #SECONDS} s; a block that is made or ended meanwhile drops them.
 */
public final class DirectContacts {
    static final int SECONDS = 10;

    private static final int MAX_PAIRS = 50_000;

    private final UserRecordClient records;
    private final Cache<Pair, Future<Contact>> contacts;

    /** Two users, in the order of their ids. */
    private record Pair(UserId first, UserId second) {
        static Pair of(UserId one, UserId other) {
            return one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one);
        }

        UserId other(UserId user) {
            return user.equals(first) ? second : first;
        }

        Records.Get records() {
            return new Records.Get(List.of(
                    Blocks.key(first, second),
                    Blocks.key(second, first),
                    UserRecords.key(UserRecords.STATUS, first),
                    UserRecords.key(UserRecords.STATUS, second)));
        }
    }

    private record Contact(boolean isBlocked, Set<UserId> disabled) {
        static Contact of(List<StoredRecord> records) {
            return new Contact(
                    records.stream().anyMatch(Blocks.RECORD::is),
                    records.stream()
                            .filter(UserRecords.STATUS::is)
                            .filter(stored -> UserRecords.STATUS
                                    .readIfValid(stored)
                                    .map(Status::disabled)
                                    .orElse(false))
                            .map(UserRecords::user)
                            .collect(Collectors.toSet()));
        }

        boolean isOpenTo(UserId other) {
            return !isBlocked && !disabled.contains(other);
        }
    }

    public DirectContacts(UserRecordClient records, LongSupplier nanoClock) {
        this.records = records;
        this.contacts = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(nanoClock::getAsLong)
                .expireAfterWrite(Duration.ofSeconds(SECONDS))
                .maximumSize(MAX_PAIRS)
                .build();
    }

    /** Of about how many pairs of users the answer is cached. */
    public long contacts() {
        return contacts.estimatedSize();
    }

    /** Fails as for a room that does not exist if the user may not write to the other. */
    public Future<Void> require(UserId user, UserId other) {
        return isOpen(Pair.of(user, other), user).compose(DirectContacts::refuseClosed);
    }

    /** Fails as for a room that does not exist if it is a direct one, and the user may not write to the other one in it. */
    public Future<Void> requireIn(RoomDetails room, UserId user) {
        return isOpenIn(room, user).compose(DirectContacts::refuseClosed);
    }

    private static Future<Void> refuseClosed(boolean isOpen) {
        return isOpen ? Future.succeededFuture() : Future.failedFuture(Permission.HIDDEN.refusal());
    }

    /** Whether the user may write to the other one in a direct room; true in rooms of other kinds, and of one who is not in it. */
    public Future<Boolean> isOpenIn(RoomDetails room, UserId user) {
        List<UserId> users = room.users();
        return room.kind().equals(RoomKind.DIRECT) && users != null && users.contains(user)
                ? isOpen(Pair.of(users.get(0), users.get(1)), user)
                : Future.succeededFuture(true);
    }

    private Future<Boolean> isOpen(Pair pair, UserId user) {
        return contact(pair).map(contact -> contact.isOpenTo(pair.other(user)));
    }

    private Future<Contact> contact(Pair pair) {
        Future<Contact> known = contacts.getIfPresent(pair);
        if (known != null) {
            return known;
        }
        Future<Contact> asked = records.get(pair.records()).map(found -> Contact.of(found.records()));
        contacts.put(pair, asked);
        return asked.onFailure(cause -> contacts.asMap().remove(pair, asked));
    }

    /** Handles the event, from any node, that a user blocks another one or does so no more. */
    public void onChanged(Blocks.Changed changed) {
        contacts.invalidate(Pair.of(changed.user(), changed.other()));
    }
}
