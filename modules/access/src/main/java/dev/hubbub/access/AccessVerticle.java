// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.users.Users;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;

/** Puts the rules of rooms and users on the bus. One per node: the order of a room's requests is kept within a verticle. */
public final class AccessVerticle extends VerticleBase {
    private final AccessConfig config;
    private final MeterRegistry meters;
    private Bus bus;
    private Shards shards;

    /** A verticle that follows the operator's decisions. */
    public AccessVerticle(AccessConfig config) {
        this(config, new CompositeMeterRegistry());
    }

    /** @param meters where it shows how full it is */
    public AccessVerticle(AccessConfig config, MeterRegistry meters) {
        this.config = config;
        this.meters = meters;
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        RoomLog log = new BusRoomLog(bus);
        Creation creation =
                new Creation(new CreateRule(config), new RoomQuota(config.maxPerUser(), log), log, new RoomIds());
        RoomLists lists = new RoomLists(log, System::nanoTime);
        meters.gauge("hub.access.calls", bus, Bus::calls);
        meters.gauge("hub.access.lists", lists, RoomLists::running);
        meters.gauge("hub.access.lists.waiting", lists, RoomLists::waiting);
        UserRules users = users();
        shards = shards(log)
                .serve(Access.AUTHORIZE_LOGIN, users::admit)
                .serve(Users.LOGOUT, users::logout)
                .serve(Users.DISABLE, users::disable)
                .serve(Users.ENABLE, users::enable);
        return Future.all(
                shards.start(),
                bus.serve(Rooms.CREATE, creation::create),
                bus.serve(Rooms.MINE, lists::mine),
                bus.subscribe(Access.REVOKED, users::heard));
    }

    private UserRules users() {
        UserLog log = new BusUserLog(bus);
        Revocations revocations = new Revocations(
                (millis, what) -> vertx.setTimer(millis, late -> what.run()),
                revoked -> bus.publish(Access.REVOKED, revoked));
        Passes passes = new Passes(log, System::nanoTime);
        meters.gauge("hub.access.known.users", passes, Passes::known);
        meters.gauge("hub.access.logins", passes, Passes::waiting);
        meters.gauge("hub.access.revocations", revocations, Revocations::repeated);
        Decisions decisions = new Decisions(log, InstantSource.system(), System::nanoTime);
        meters.gauge("hub.access.decisions", decisions, Decisions::pending);
        return new UserRules(log, passes, revocations, decisions, InstantSource.system());
    }

    private Shards shards(RoomLog log) {
        RoomTurns turns = new RoomTurns(System::nanoTime);
        Standings standings = new Standings();
        meters.gauge("hub.access.requests", turns, RoomTurns::requests);
        meters.gauge("hub.access.busy.rooms", turns, RoomTurns::rooms);
        meters.gauge("hub.access.known.rooms", standings, Standings::rooms);
        meters.gauge("hub.access.known.members", standings, Standings::members);
        RoomQuota quota = new RoomQuota(config.maxPerUser(), log);
        MembershipChanges changes = new MembershipChanges(new Seats(config.maxMembers()), quota, log, turns, standings);
        Sending sending = new Sending(config.maxTextBytes(), log, turns, standings);
        Reading reading = new Reading(log, turns);
        meters.gauge("hub.access.followers", reading, Reading::waiting);
        MemberLists members = new MemberLists(log, turns);
        Shards served = new Shards(bus, "access");
        meters.gauge("hub.access.shards", served, Shards::serving);
        meters.gauge("hub.access.other.nodes", served, Shards::others);
        return served.serve(Rooms.JOIN, changes::join)
                .serve(Rooms.LEAVE, changes::leave)
                .serve(Rooms.ADD, changes::add)
                .serve(Rooms.KICK, changes::kick)
                .serve(Rooms.MEMBERS, members::members)
                .serve(Messages.SEND, sending::send)
                .serve(Messages.HISTORY, reading::history)
                .serve(Access.SUBSCRIBE, reading::subscribe);
    }

    @Override
    public Future<?> stop() {
        return Future.join(shards.stop(), bus.retire());
    }
}
