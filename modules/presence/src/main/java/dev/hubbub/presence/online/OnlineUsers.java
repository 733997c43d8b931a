// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.presence.Presence.Changed;
import dev.hubbub.contract.presence.Presence.Leased;
import dev.hubbub.contract.presence.Presence.Lookup;
import dev.hubbub.contract.presence.Presence.OfShard;
import dev.hubbub.contract.presence.Presence.Online;
import dev.hubbub.contract.presence.Presence.Report;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.presence.Presence.States;
import dev.hubbub.contract.presence.Presence.Update;
import dev.hubbub.contract.presence.UserDigest;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.time.Clock;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Knows which users are online: a table for each shard of this node, and a copy for the shards of other nodes. */
public final class OnlineUsers {
    private final OnlineSettings settings;
    private final Clock clock;
    private final IntPredicate owned;
    private final PresencePublisher publisher;
    private final LastSeenWriter lastSeen;
    private final RemoteOnlineUsers remoteUsers = new RemoteOnlineUsers();
    private final Map<Integer, OnlineTable> tables = new HashMap<>();
    private volatile int users;
    private volatile int reports;

    /** @param owned whether this node owns a shard */
    public OnlineUsers(
            OnlineSettings settings,
            Clock clock,
            IntPredicate owned,
            PresencePublisher publisher,
            LastSeenWriter lastSeen) {
        this.settings = settings;
        this.clock = clock;
        this.owned = owned;
        this.publisher = publisher;
        this.lastSeen = lastSeen;
    }

    public Future<Leased> report(Report report) {
        int shard = report.shard();
        checkOwned(shard);
        checkUsers("users", report.users(), shard);
        OnlineTable table = table(shard);
        long version = report.version() == null ? 0 : report.version();
        long known = table.versionOf(report.node());
        if (version != 0 && version < known) {
            return leased(known); // it was overtaken by a later report
        }
        checkRoom(report.users().size() - table.usersReportedBy(report.node()));
        table.report(report.node(), report.users(), version, clock.millis()).forEach(publisher::publishOnline);
        count();
        return leased(version);
    }

    /** Applies changes to the version that they were made from; else only says which version is known here. */
    public Future<Leased> update(Update update) {
        int shard = update.shard();
        checkOwned(shard);
        checkUsers("arrived", update.arrived(), shard);
        checkUsers("left", update.left(), shard);
        OnlineTable table = table(shard);
        long known = table.versionOf(update.node());
        if (known == update.version()) {
            table.renew(update.node(), clock.millis());
        } else if (known == update.from()) {
            checkRoom(update.arrived().size() - update.left().size());
            table.update(update, clock.millis()).forEach(publisher::publishOnline);
            count();
            return leased(update.version());
        }
        return leased(known);
    }

    private Future<Leased> leased(long version) {
        return Future.succeededFuture(new Leased(settings.leaseMillis(), version));
    }

    private static void checkUsers(String field, List<UserId> users, int shard) {
        if (users.stream().anyMatch(user -> Shard.of(user.value()) != shard)) {
            throw new HubException(ErrorCode.BAD_REQUEST, field + ": not all of shard " + shard);
        }
    }

    private void checkRoom(int added) {
        if (added > 0 && users + added > settings.maxUsers()) {
            throw new HubException(ErrorCode.UNAVAILABLE, "too many users are online, report again");
        }
    }

    private void checkOwned(int shard) {
        if (!owned.test(shard)) { // a call may arrive just after the shard moved to another node
            throw new HubException(ErrorCode.UNAVAILABLE, "shard " + shard + " is served elsewhere, ask again");
        }
    }

    public Future<Online> online(OfShard request) {
        checkOwned(request.shard());
        Set<UserId> online = table(request.shard()).users();
        boolean unchanged = UserDigest.of(online).equals(request.digest());
        return Future.succeededFuture(unchanged ? new Online(List.of(), true) : new Online(List.copyOf(online)));
    }

    /** The digest of the users of another node's shard, as far as they are known here. */
    String digest(int shard) {
        return UserDigest.of(remoteUsers.users(shard));
    }

    /** Takes over the answer of the node that owns this shard. */
    void updateRemoteShard(int shard, List<UserId> online) {
        if (!owned.test(shard)) {
            remoteUsers.replaceShard(shard, online);
        }
    }

    public Future<States> lookup(Lookup lookup) {
        Predicate<UserId> online = owned.test(lookup.shard()) ? table(lookup.shard())::isOnline : remoteUsers::isOnline;
        return Future.succeededFuture(new States(lookup.users().stream()
                .map(user -> state(user, online.test(user)))
                .toList()));
    }

    private State state(UserId user, boolean online) {
        return new State(user, online, online ? null : lastSeen.pending(user).orElse(null));
    }

    /** Applies a change that another node published. */
    public void applyChange(Changed changed) {
        if (!owned.test(Shard.of(changed.user().value()))) {
            remoteUsers.apply(changed);
        }
    }

    /** To be called often: follows shards that move between nodes, and declares users offline. */
    public void sweep() {
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            if (owned.test(shard)) {
                table(shard).sweep(clock.millis()).forEach(this::setOffline);
            } else if (tables.containsKey(shard)) {
                remoteUsers.replaceShard(shard, tables.remove(shard).users());
            }
        }
        count();
    }

    private void count() {
        users = tables.values().stream().mapToInt(OnlineTable::size).sum();
        reports = tables.values().stream().mapToInt(OnlineTable::reports).sum();
    }

    /** How many reports are valid, one for each gateway and shard; from any thread. */
    public int reports() {
        return reports;
    }

    /** How many users of this node's shards are online; from any thread. */
    public int users() {
        return users;
    }

    /** How many users of other nodes' shards are known to be online; from any thread. */
    public int usersOfOtherNodes() {
        return remoteUsers.size();
    }

    private void setOffline(OfflineUser offline) {
        Instant seenAt = clock.at(offline.lastSeen());
        lastSeen.write(offline.user(), seenAt);
        publisher.publishOffline(offline.user(), seenAt);
    }

    private OnlineTable table(int shard) {
        return tables.computeIfAbsent(shard, this::newTable);
    }

    private OnlineTable newTable(int shard) {
        Set<UserId> inherited = remoteUsers.removeShard(shard);
        return new OnlineTable(settings, inherited, clock.millis());
    }
}
