// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.presence.Presence.Changed;
import dev.hubbub.contract.presence.Presence.Lookup;
import dev.hubbub.contract.presence.Presence.OfShard;
import dev.hubbub.contract.presence.Presence.Online;
import dev.hubbub.contract.presence.Presence.PageOf;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.presence.Presence.States;
import dev.hubbub.contract.presence.PresenceReports.Leased;
import dev.hubbub.contract.presence.PresenceReports.Report;
import dev.hubbub.contract.presence.PresenceReports.Update;
import dev.hubbub.contract.presence.PresenceStatus;
import dev.hubbub.contract.presence.StatusRequests.Refresh;
import dev.hubbub.contract.presence.StatusRequests.Refreshed;
import dev.hubbub.contract.presence.UserDigest;
import dev.hubbub.contract.users.UserRecords.ChosenStatus;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.status.ChosenStatuses;
import dev.hubbub.presence.time.Clock;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Knows which users are online, and what is shown of them: each shard of this node, and a copy for the shards of other
 * nodes.
 */
public final class OnlineUsers {
    private final OnlineSettings settings;
    private final Clock clock;
    private final IntPredicate owned;
    private final ChosenStatuses chosen;
    private final StateChanges changes;
    private final RemoteOnlineUsers remoteUsers = new RemoteOnlineUsers();
    private final Map<Integer, OwnedShard> shards = new HashMap<>();
    private volatile int users;
    private volatile int reports;

    /** @param owned whether this node owns a shard */
    public OnlineUsers(
            OnlineSettings settings, Clock clock, IntPredicate owned, ChosenStatuses chosen, StateChanges changes) {
        this.settings = settings;
        this.clock = clock;
        this.owned = owned;
        this.chosen = chosen;
        this.changes = changes;
        chosen.onRead(this::look);
    }

    public Future<Leased> report(Report report) {
        int number = report.shard();
        checkOwned(number);
        checkUsers("users", report.users(), number);
        OnlineTable table = shard(number).table();
        long version = report.version() == null ? 0 : report.version();
        long known = table.versionOf(report.node());
        if (version != 0 && version < known) {
            return leased(known); // it was overtaken by a later report
        }
        checkRoom(report.users().size() - table.usersReportedBy(report.node()));
        NodeUsers present = new NodeUsers(report.users(), report.idle(), version, clock.millis());
        chosen.read(table.report(report.node(), present, clock.millis()));
        report.users().forEach(this::look);
        count();
        return leased(version);
    }

    /** Applies changes to the version that they were made from; else only says which version is known here. */
    public Future<Leased> update(Update update) {
        int number = update.shard();
        checkOwned(number);
        checkUsers("arrived", update.arrived(), number);
        checkUsers("left", update.left(), number);
        OnlineTable table = shard(number).table();
        long known = table.versionOf(update.node());
        if (known == update.version()) {
            table.renew(update.node(), clock.millis());
        } else if (known == update.from()) {
            checkRoom(update.arrived().size() - update.left().size());
            chosen.read(table.update(update, clock.millis()));
            update.arrived().forEach(this::look);
            count();
            return leased(update.version());
        }
        return leased(known);
    }

    private Future<Leased> leased(long version) {
        return Future.succeededFuture(new Leased(settings.leaseMillis(), version, settings.reportedAwayMillis()));
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

    /** Shows the user anew if something has changed, and it is known what the user chose. */
    private void look(UserId user) {
        int number = Shard.of(user.value());
        OwnedShard shard = owned.test(number) ? shard(number) : null;
        if (shard == null || !shard.table().isOnline(user)) {
            chosen.forget(user); // left while it was read
            return;
        }
        chosen.of(user).ifPresent(choice -> show(shard, user, choice));
    }

    private void show(OwnedShard shard, UserId user, ChosenStatus choice) {
        Shown before = shard.show(user, choice, clock.millis());
        Shown now = shard.shown(user);
        if (now != null && !now.looksLike(before)) {
            changes.shown(user, before, now, clock.instant());
        }
    }

    /** Reads again what a user chose. */
    public Future<Refreshed> refresh(Refresh request) {
        checkOwned(request.shard());
        UserId user = request.user();
        OwnedShard shard = shard(request.shard());
        Future<Void> read = shard.table().isOnline(user) ? chosen.readAgain(user) : Future.succeededFuture();
        return read.map(known -> {
            Shown shown = shard.shown(user);
            if (shown != null) {
                changes.chosen(shown.own(user));
            }
            return new Refreshed(user);
        });
    }

    public Future<Online> online(OfShard request) {
        checkOwned(request.shard());
        Map<UserId, PresenceStatus> statuses = shard(request.shard()).statuses();
        if (UserDigest.of(statuses).equals(request.digest())) {
            return Future.succeededFuture(new Online(List.of(), true));
        }
        return Future.succeededFuture(new Online(
                List.copyOf(statuses.keySet()),
                null,
                of(statuses, PresenceStatus.AWAY),
                of(statuses, PresenceStatus.INVISIBLE)));
    }

    private static List<UserId> of(Map<UserId, PresenceStatus> statuses, PresenceStatus status) {
        return statuses.entrySet().stream()
                .filter(each -> each.getValue() == status)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The digest of the users of another node's shard, as far as they are known here. */
    String digest(int shard) {
        return UserDigest.of(remoteUsers.statuses(shard));
    }

    /** Takes over the answer of the node that owns this shard. */
    void updateRemoteShard(int shard, Online online) {
        if (!owned.test(shard)) {
            remoteUsers.replaceShard(shard, online);
        }
    }

    /** A page of the users of a shard who are shown as online. */
    public Future<States> page(PageOf request) {
        checkOwned(request.shard());
        return Future.succeededFuture(new States(shard(request.shard()).page(request.after(), request.limit())));
    }

    public Future<States> lookup(Lookup lookup) {
        if (!owned.test(lookup.shard())) {
            return Future.succeededFuture(states(lookup, remoteUsers::shown));
        }
        OwnedShard shard = shard(lookup.shard());
        List<UserId> unknown = lookup.users().stream()
                .filter(user -> shard.shown(user) == null)
                .toList();
        return chosen.ready(unknown).map(read -> states(lookup, shard::shown));
    }

    private States states(Lookup lookup, Function<UserId, @Nullable Shown> shown) {
        return new States(lookup.users().stream()
                .map(user -> state(user, shown.apply(user), user.equals(lookup.self())))
                .toList());
    }

    private State state(UserId user, @Nullable Shown shown, boolean isSelf) {
        if (shown != null && (isSelf || shown.isVisible())) {
            return shown.own(user);
        }
        return new State(user, false, changes.pendingLastSeen(user).orElse(null));
    }

    /** Applies a change that another node published. */
    public void applyChange(Changed changed) {
        if (!owned.test(Shard.of(changed.user().value()))) {
            remoteUsers.apply(changed);
        }
    }

    /** To be called often: follows shards that move between nodes, and declares users offline. */
    public void sweep() {
        for (int number = 0; number < Shard.COUNT; number++) {
            if (owned.test(number)) {
                sweep(shard(number));
            } else if (shards.containsKey(number)) {
                OwnedShard given = shards.remove(number);
                given.table().users().forEach(chosen::forget);
                remoteUsers.replaceShard(number, given.shown());
            }
        }
        count();
    }

    private void sweep(OwnedShard shard) {
        for (OfflineUser offline : shard.table().sweep(clock.millis())) {
            chosen.forget(offline.user());
            changes.left(offline.user(), shard.hide(offline.user()), clock.at(offline.lastSeen()));
        }
        if (shard.settles(clock.millis())) {
            shard.table().users().forEach(this::look); // who is idle on all nodes is known only now
        }
    }

    private void count() {
        users = shards.values().stream().mapToInt(shard -> shard.table().size()).sum();
        reports = shards.values().stream()
                .mapToInt(shard -> shard.table().reports())
                .sum();
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

    private OwnedShard shard(int number) {
        OwnedShard known = shards.get(number);
        return known == null ? takeOver(number) : known;
    }

    /** What the users chose is read again: the copy may lack a change. */
    private OwnedShard takeOver(int number) {
        Map<UserId, Shown> inherited = remoteUsers.removeShard(number);
        OwnedShard shard = new OwnedShard(settings, inherited, clock.millis());
        shards.put(number, shard);
        chosen.read(inherited.keySet());
        return shard;
    }
}
