// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.testing;

import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.users.Blocks;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.users.UserRecords.LastSeen;
import dev.hubbub.contract.users.UserRecords.Privacy;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.remote.AboutUser;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;

/** What {@link FakeRemoteServices} keeps of users, as records. */
record FakeRecords(FakeRemoteServices fake) {
    Future<Records.Found> get(Records.Get request) {
        return fake.fromStore(() ->
                new Records.Found(request.keys().stream().flatMap(this::stored).toList()));
    }

    /** Lists whom a user blocks. */
    Future<Records.Found> list(Records.ListOf request) {
        UserId user = new UserId(request.scope());
        return fake.fromStore(() -> new Records.Found(blocks(user).toList()));
    }

    private Stream<StoredRecord> stored(RecordKey key) {
        UserId user = new UserId(key.scope());
        return Blocks.RECORD.name().equals(key.kind())
                ? blocks(user).filter(block -> block.key().equals(key))
                : stored(key.kind(), user);
    }

    private Stream<StoredRecord> blocks(UserId user) {
        return fake.blocked.getOrDefault(user, Set.of()).stream()
                .map(other -> stored(Blocks.RECORD.put(Blocks.key(user, other), new Blocks.Since(Instant.EPOCH))));
    }

    private Stream<StoredRecord> stored(String kind, UserId user) {
        if (kind.equals(UserRecords.LAST_SEEN.name())) {
            return Stream.ofNullable(fake.lastSeen(user))
                    .map(at -> UserRecords.raise(user, new LastSeen(at)))
                    .map(raise -> new StoredRecord(raise.key(), 1, raise.rank(), raise.value()));
        }
        if (kind.equals(UserRecords.CHOSEN_STATUS.name())) {
            return Stream.ofNullable(fake.chosen.get(user)).map(status -> stored(UserRecords.put(user, status)));
        }
        Stream<AboutUser> known = Stream.ofNullable(fake.about.get(user));
        return kind.equals(UserRecords.PROFILE.name())
                ? known.filter(each -> each.profile() != null)
                        .map(each -> stored(UserRecords.put(user, each.profile())))
                : known.map(each -> stored(UserRecords.put(user, 0, new Privacy(each.showsLastSeen(), true))));
    }

    private static StoredRecord stored(Records.Put put) {
        return new StoredRecord(put.key(), 1, 0, put.value());
    }

    /** Stores what a user chose. */
    Future<Records.Stored> put(Records.Put request) {
        StoredRecord fresh = stored(request);
        return fake.storeStatus(UserRecords.user(fresh), UserRecords.CHOSEN_STATUS.read(fresh))
                .map(new Records.Stored(true));
    }

    /** Raises a last visit. */
    Future<Records.Stored> raise(Records.Raise request) {
        StoredRecord fresh = new StoredRecord(request.key(), 1, request.rank(), request.value());
        return fake.storeLastSeen(
                        UserRecords.user(fresh),
                        UserRecords.LAST_SEEN.read(fresh).at())
                .map(new Records.Stored(true));
    }
}
