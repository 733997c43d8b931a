// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.access.blocks.BlockService;
import dev.hubbub.access.blocks.DirectContacts;
import dev.hubbub.access.store.RoomRecordClient;
import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.access.users.AccountStatusCache;
import dev.hubbub.access.users.PrivacyService;
import dev.hubbub.access.users.ProfileService;
import dev.hubbub.access.users.RevocationPublisher;
import dev.hubbub.access.users.UserService;
import dev.hubbub.access.users.UserUpdateQueue;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.metrics.ModuleMeters;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.users.Blocks;
import dev.hubbub.contract.users.Users;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;

/** The requests about users: their accounts, how they are shown, what of them is shown, and whom they block. */
final class UserRequests {
    private final Bus bus;
    private final UserService users;
    private final ProfileService profiles;
    private final PrivacyService privacy;
    private final BlockService blocks;
    private final DirectContacts contacts;

    UserRequests(Vertx vertx, Bus bus, UserRecordClient records, ModuleMeters meters) {
        this.bus = bus;
        this.users = users(vertx, bus, records, meters);
        this.profiles = new ProfileService(records);
        this.privacy = new PrivacyService(records);
        this.blocks = new BlockService(
                records,
                new RoomRecordClient.OverBus(bus),
                changed -> bus.publish(Blocks.CHANGED, changed),
                InstantSource.system());
        this.contacts = new DirectContacts(records, System::nanoTime);
        meters.gauge(
                "direct.contacts",
                "pairs of users of whom it is known whether they write to each other",
                contacts,
                DirectContacts::contacts);
    }

    private static UserService users(Vertx vertx, Bus bus, UserRecordClient records, ModuleMeters meters) {
        RevocationPublisher revocations = new RevocationPublisher(
                (millis, what) -> vertx.setTimer(millis, late -> what.run()),
                revoked -> bus.publish(Access.REVOKED, revoked));
        AccountStatusCache statuses = new AccountStatusCache(records, System::nanoTime);
        meters.gauge(
                "cached.users", "users who are known to be enabled or disabled", statuses, AccountStatusCache::size);
        meters.gauge(
                "pending.status.reads",
                "users whose status is still to be read",
                statuses,
                AccountStatusCache::waiting);
        meters.gauge(
                "repeated.revocations",
                "users whose logout is being repeated",
                revocations,
                RevocationPublisher::repeating);
        UserUpdateQueue updates = new UserUpdateQueue(records, InstantSource.system(), System::nanoTime);
        meters.gauge(
                "pending.user.updates",
                "requests to disable or enable users that are not carried out yet",
                updates,
                UserUpdateQueue::pending);
        return new UserService(records, statuses, revocations, updates, InstantSource.system());
    }

    /** Who may write to whom in direct rooms. */
    DirectContacts contacts() {
        return contacts;
    }

    /** Those that the node of the user's shard serves. */
    Shards serve(Shards shards) {
        return shards.serve(Access.AUTHORIZE_LOGIN, users::authorizeLogin)
                .serve(Users.LOGOUT, users::logout)
                .serve(Users.DISABLE, users::disable)
                .serve(Users.ENABLE, users::enable)
                .serve(Users.UPDATE, profiles::update);
    }

    /** Those that every node serves, and the events. */
    Future<?> serve() {
        return Future.all(List.of(
                bus.serve(Users.PRIVACY, privacy::change),
                bus.serve(Blocks.BLOCK, blocks::block),
                bus.serve(Blocks.UNBLOCK, blocks::unblock),
                bus.serve(Blocks.LIST, blocks::list),
                bus.subscribe(Blocks.CHANGED, contacts::onChanged),
                bus.subscribe(Access.REVOKED, users::onRevoked)));
    }
}
