// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

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
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Who is online: a table for each shard of this node, and by hearsay those of the others. */
final class Attendance {
    /** Far more than gateways bring; those of a gateway that makes them up must not fill the memory. */
    static final int MAX_USERS = 1_000_000;

    private final PresenceConfig config;
    private final Time time;
    private final long settleMillis;
    private final IntPredicate owned;
    private final Announcements announcements;
    private final LastSeen lastSeen;
    private final Elsewhere elsewhere = new Elsewhere();
    private final Map<Integer, ShardTable> tables = new HashMap<>();
    private final int maxUsers;
    private volatile int users;
    private volatile int reports;

    /**
     * What it works with.
     *
     * @param settleMillis how long after it takes a shard over there may be gateways that have not reported yet
     * @param owned whether a shard is this node's
     */
    record Setting(PresenceConfig config, Time time, long settleMillis, IntPredicate owned) {}

    Attendance(Setting setting, Announcements announcements, LastSeen lastSeen) {
        this(setting, announcements, lastSeen, MAX_USERS);
    }

    Attendance(Setting setting, Announcements announcements, LastSeen lastSeen, int maxUsers) {
        this.config = setting.config();
        this.time = setting.time();
        this.settleMillis = setting.settleMillis();
        this.owned = setting.owned();
        this.announcements = announcements;
        this.lastSeen = lastSeen;
        this.maxUsers = maxUsers;
    }

    Future<Leased> report(Report report) {
        int shard = report.shard();
        checkOwned(shard);
        if (report.users().stream().anyMatch(user -> Shard.of(user.value()) != shard)) {
            throw new HubException(ErrorCode.BAD_REQUEST, "users: not all of shard " + shard);
        }
        ShardTable table = table(shard);
        int more = report.users().size() - table.reported(report.node());
        if (more > 0 && users + more > maxUsers) {
            throw new HubException(ErrorCode.UNAVAILABLE, "too many users are online, report again");
        }
        table.report(report.node(), report.users(), time.millis()).forEach(announcements::online);
        count();
        return Future.succeededFuture(new Leased(config.leaseMillis()));
    }

    private void checkOwned(int shard) {
        if (!owned.test(shard)) { // for a moment after it went to another node
            throw new HubException(ErrorCode.UNAVAILABLE, "shard " + shard + " is served elsewhere, ask again");
        }
    }

    Future<Online> online(OfShard whole) {
        checkOwned(whole.shard());
        return Future.succeededFuture(
                new Online(List.copyOf(table(whole.shard()).everybody())));
    }

    /** The node that has this shard said who is online there. */
    void learn(int shard, List<UserId> online) {
        if (!owned.test(shard)) {
            elsewhere.give(shard, online);
        }
    }

    Future<States> lookup(Lookup lookup) {
        Predicate<UserId> online = owned.test(lookup.shard()) ? table(lookup.shard())::online : elsewhere::online;
        return Future.succeededFuture(new States(lookup.users().stream()
                .map(user -> state(user, online.test(user)))
                .toList()));
    }

    private State state(UserId user, boolean online) {
        return new State(user, online, online ? null : lastSeen.notYetKept(user).orElse(null));
    }

    /** Another node, or this one, announced something. */
    void hear(Changed changed) {
        if (!owned.test(Shard.of(changed.user().value()))) {
            elsewhere.hear(changed);
        }
    }

    /** To be called often: follows the shards as they come and go, and lets go who is gone. */
    void sweep() {
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            if (owned.test(shard)) {
                table(shard).sweep(time.millis()).forEach(this::depart);
            } else if (tables.containsKey(shard)) {
                elsewhere.give(shard, tables.remove(shard).everybody());
            }
        }
        count();
    }

    private void count() {
        users = tables.values().stream().mapToInt(ShardTable::size).sum();
        reports = tables.values().stream().mapToInt(ShardTable::reports).sum();
    }

    /** How many reports of gateways hold, one for each node and shard; from any thread. */
    int reports() {
        return reports;
    }

    /** How many users of this node's shards are online; from any thread. */
    int users() {
        return users;
    }

    /** How many users of other nodes' shards are known to be online; from any thread. */
    int usersElsewhere() {
        return elsewhere.size();
    }

    private void depart(Departure departure) {
        Instant seenAt = time.at(departure.seen());
        lastSeen.keep(departure.user(), seenAt);
        announcements.offline(departure.user(), seenAt);
    }

    private ShardTable table(int shard) {
        return tables.computeIfAbsent(shard, this::open);
    }

    private ShardTable open(int shard) {
        Set<UserId> inherited = elsewhere.take(shard);
        long now = time.millis();
        return new ShardTable(config, inherited, now, now + settleMillis);
    }
}
