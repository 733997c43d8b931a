// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.blocks;

import static dev.hubbub.access.store.AccessFixtures.ACCESS_DENIED;
import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.store.FakeUserRecords;
import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.users.Blocks;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DirectContactsTest {
    private final FakeUserRecords records = new FakeUserRecords();
    private final AtomicLong nanos = new AtomicLong();
    private final DirectContacts contacts = new DirectContacts(records, nanos::get);

    private void block(UserId user, UserId other) {
        result(records.put(Blocks.RECORD.put(Blocks.key(user, other), new Blocks.Since(Instant.EPOCH))));
    }

    private void unblock(UserId user, UserId other) {
        result(records.delete(new Records.Delete(Blocks.key(user, other), null)));
    }

    private void disable(UserId user) {
        result(records.raise(UserRecords.raise(user, new UserRecords.Status(true, Instant.now()))));
    }

    private static RoomDetails room(RoomKind kind, UserId... users) {
        return new RoomDetails(
                null,
                Visibility.PRIVATE,
                kind,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(users),
                null,
                Map.of());
    }

    @Test
    void usersWhoDoNotBlockEachOtherWrite() {
        block(ANN.user(), EVE.user());
        block(EVE.user(), BOB.user());
        result(contacts.require(ANN.user(), BOB.user()));
        result(contacts.require(BOB.user(), ANN.user()));
    }

    @Test
    void blockHoldsEitherWay() {
        block(BOB.user(), ANN.user());
        assertThat(failure(contacts.require(ANN.user(), BOB.user()))).isEqualTo(ACCESS_DENIED);
        assertThat(failure(contacts.require(BOB.user(), ANN.user()))).isEqualTo(ACCESS_DENIED);
    }

    @Test
    void blockedAndDisabledUsersLookAlike() {
        block(BOB.user(), ANN.user());
        disable(EVE.user());
        assertThat(failure(contacts.require(ANN.user(), EVE.user())))
                .isEqualTo(failure(contacts.require(ANN.user(), BOB.user())));
        assertThat(records.getSizes()).as("the same reads").containsExactly(4, 4);
        result(contacts.require(EVE.user(), ANN.user()));
    }

    @Test
    void answerIsKeptForSecondsAndDroppedByTheEvent() {
        result(contacts.require(ANN.user(), BOB.user()));
        block(BOB.user(), ANN.user());
        result(contacts.require(BOB.user(), ANN.user()));
        assertThat(records.getSizes()).hasSize(1);
        contacts.onChanged(new Blocks.Changed(BOB.user(), ANN.user()));
        assertThat(failure(contacts.require(ANN.user(), BOB.user()))).isEqualTo(ACCESS_DENIED);
        unblock(BOB.user(), ANN.user());
        nanos.addAndGet(Duration.ofSeconds(DirectContacts.SECONDS + 1).toNanos());
        result(contacts.require(ANN.user(), BOB.user()));
        assertThat(contacts.contacts()).isEqualTo(1);
    }

    @Test
    void answerThatWasReadBeforeTheEventIsNotKept() {
        Promise<Void> slow = Promise.promise();
        records.delayGet(slow.future());
        Future<Void> before = contacts.require(ANN.user(), BOB.user());
        block(BOB.user(), ANN.user());
        contacts.onChanged(new Blocks.Changed(BOB.user(), ANN.user()));
        slow.complete();
        result(before);
        assertThat(failure(contacts.require(ANN.user(), BOB.user()))).isEqualTo(ACCESS_DENIED);
    }

    @Test
    void failedReadIsNotKept() {
        DirectContacts failing = new DirectContacts(new FailingOnce(records), nanos::get);
        assertThat(failure(failing.require(ANN.user(), BOB.user()))).startsWith("UNAVAILABLE");
        result(failing.require(ANN.user(), BOB.user()));
    }

    /** Records that cannot be read the first time. */
    private static final class FailingOnce implements UserRecordClient {
        private final FakeUserRecords records;
        private boolean failed;

        FailingOnce(FakeUserRecords records) {
            this.records = records;
        }

        @Override
        public Future<Records.Found> get(Records.Get request) {
            if (!failed) {
                failed = true;
                return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "test"));
            }
            return records.get(request);
        }

        @Override
        public Future<Records.Stored> raise(Records.Raise request) {
            return records.raise(request);
        }

        @Override
        public Future<Records.Stored> put(Records.Put request) {
            return records.put(request);
        }
    }

    @Test
    void blockHoldsInTheDirectRoomOfBoth() {
        block(BOB.user(), ANN.user());
        RoomDetails room = room(RoomKind.DIRECT, ANN.user(), BOB.user());
        assertThat(failure(contacts.requireIn(room, ANN.user()))).isEqualTo(ACCESS_DENIED);
        assertThat(failure(contacts.requireIn(room, BOB.user()))).isEqualTo(ACCESS_DENIED);
        assertThat(records.getSizes()).as("one read for both").hasSize(1);
    }

    @Test
    void oneWhoIsNotInTheRoomIsKeptFromNothing() {
        block(EVE.user(), ANN.user());
        assertThat(result(contacts.isOpenIn(room(RoomKind.DIRECT, ANN.user(), BOB.user()), EVE.user())))
                .isTrue();
        assertThat(records.getSizes()).isEmpty();
    }

    @Test
    void blockHoldsInNoRoomOfAnotherKind() {
        block(BOB.user(), ANN.user());
        assertThat(result(contacts.isOpenIn(room(RoomKind.GROUP, ANN.user(), BOB.user()), ANN.user())))
                .isTrue();
    }
}
