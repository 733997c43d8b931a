// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.metrics.ModuleMeters;
import dev.hubbub.gateway.fanout.EntryRouter;
import dev.hubbub.gateway.fanout.HeadComparison;
import dev.hubbub.gateway.session.SocketReporter;
import dev.hubbub.gateway.transport.polling.PollingRouter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToLongFunction;

/** Shows how full the gateway is: what belongs to event loops is the sum over them. */
final class GatewayMeters {
    private final ModuleMeters meters;
    private final List<GatewayInstance> instances;

    GatewayMeters(MeterRegistry registry, List<GatewayInstance> instances) {
        this.meters = new ModuleMeters(registry, "hub.gateway");
        this.instances = instances;
    }

    /** What the node has once. */
    void node(SocketReporter sockets, NodeContext context, HeadComparison comparison) {
        meters.gauge("users", "users with a socket here, or about to have one", sockets, SocketReporter::users);
        meters.gauge(
                "unreported.users",
                "users of whom it is still to be reported that they came, left or changed their sockets",
                sockets,
                SocketReporter::changes);
        meters.gauge(
                "asked.users",
                "users who wanted one socket too many, and whose others were asked for a sign of life",
                sockets,
                SocketReporter::asked);
        meters.gauge("stored.profiles", "users whose profile is known to be stored", sockets, SocketReporter::profiles);
        meters.gauge(
                "token.buckets",
                "rate limits of addresses, and of users while limits is unavailable",
                context,
                NodeContext::keptBuckets);
        meters.gauge("verification.keys", "keys that verify tokens", context, node -> node.keys()
                .size());
        meters.gauge(
                "uncompared.rooms",
                "rooms still to be compared with the store in this round",
                comparison,
                HeadComparison::waiting);
        meters.gauge(
                "shards",
                "shards of polling sessions that this node serves",
                context.polling(),
                PollingRouter::serving);
        meters.gauge(
                "other.nodes", "other nodes that serve polling sessions", context.polling(), PollingRouter::others);
    }

    /** Calls over the bus, those of the instances and others. */
    void calls(List<Bus> others) {
        meters.gauge(
                "bus.calls",
                "calls over the bus without an answer",
                instances, // strongly reachable, as the others are from here
                all -> others.stream().mapToLong(Bus::calls).sum()
                        + total(all, stats -> stats.others().calls()));
    }

    /** What came to nothing, and what did not. */
    void outcomes() {
        meters.counter(
                "delivered.entries",
                "entries of rooms that sockets were sent, live or in a replay",
                instances,
                all -> total(all, stats -> stats.sessions().delivered()));
        meters.counter(
                "unanswered.failures",
                "requests without a replyAddress that failed; their clients are told once a second at most",
                instances,
                all -> total(all, stats -> stats.others().unanswered()));
    }

    /** What is known of what users do. */
    void activity(SocketReporter sockets) {
        meters.gauge(
                "watched.users",
                "users with a socket here whose last request is known, so that they count as idle in time",
                sockets,
                SocketReporter::activeUsers);
        meters.gauge(
                "typing.sockets",
                "sockets over which users typed, so that it ends when they close",
                sockets,
                SocketReporter::typingSockets);
    }

    /** What the bus brings of the logs of rooms. */
    void entries(EntryRouter entries) {
        meters.counter(
                "received.batches",
                "batches of stored entries that the bus has brought, of all nodes",
                entries,
                EntryRouter::batches);
        meters.counter(
                "received.entries", "entries in the batches that the bus has brought", entries, EntryRouter::entries);
        meters.counter(
                "followed.entries",
                "stored entries of rooms and users that are followed on this node: no others are decoded",
                entries,
                EntryRouter::followed);
    }

    /** What sockets take up. */
    void sockets() {
        sum("connections", "open connections that are no WebSockets", stats -> stats.others()
                .connections());
        sum("sockets", "sessions of all transports, logged in or not", stats -> stats.sessions()
                .sockets());
        sum("requests.in.flight", "requests of clients that are not answered yet", stats -> stats.sessions()
                .requests());
        sum("waiting.frames", "frames that were read and wait for earlier requests", stats -> stats.sessions()
                .waitingFrames());
        sum("registrations", "addresses that sockets listen to, or are about to", stats -> stats.sessions()
                .registrations());
        sum("pending.bytes", "bytes that wait for slow clients", stats -> stats.sessions()
                .pendingBytes());
        sum("partial.bytes", "bytes of messages that are not complete yet", stats -> stats.sessions()
                .partialBytes());
        sum("pending.rechecks", "sockets whose users are still to be checked in this round", stats -> stats.sessions()
                .rechecks());
        sum("handshakes", "handshakes in progress, each with a reserved socket slot", stats -> stats.sessions()
                .handshakes());
        sum("user.rate.limiters", "rate limits of users that an event loop keeps", stats -> stats.others()
                .fetchers());
        sum("history.waits", "requests for history that wait for something new", stats -> stats.others()
                .historyWaits());
        sum(
                "polling.sessions",
                "polling sessions, including ended ones that a client may still ask for",
                stats -> stats.polling().sessions());
        sum("polling.bytes", "bytes that polling sessions have not acknowledged", stats -> stats.polling()
                .bytes());
        sum("polling.sends", "xhr_send requests that wait for their polling session", stats -> stats.polling()
                .sends());
        sum("polling.responses", "polling responses that wait for frames", stats -> stats.others()
                .responses());
    }

    /** What rooms take up. */
    void rooms() {
        sum("rooms", "rooms with a feed, counted once an event loop", stats -> stats.fanout()
                .rooms());
        sum("subscriptions", "subscriptions of sockets to rooms", stats -> stats.fanout()
                .subscriptions());
        sum(
                "operator.subscriptions",
                "subscriptions of sockets to addresses of bridge.outbound",
                stats -> stats.others().operatorSubscriptions());
        sum("pending.subscriptions", "subscriptions that wait for their authorization", stats -> stats.fanout()
                .pending());
        sum("reorder.entries", "entries in reorder buffers", stats -> stats.fanout()
                .reorder()
                .entries());
        sum("reorder.characters", "characters of entries in reorder buffers", stats -> stats.fanout()
                .reorder()
                .characters());
        sum("gap.repairs", "rooms with a gap repair in progress", stats -> stats.fanout()
                .reorder()
                .repairs());
        sum("replays", "subscriptions with a replay in progress", stats -> stats.fanout()
                .replay()
                .running());
        sum("replay.buffer.characters", "characters in replay buffers", stats -> stats.fanout()
                .replay()
                .bufferedCharacters());
        sum("page.reads", "pages that are being read for replays, or wait for it", stats -> stats.fanout()
                .replay()
                .pages());
        sum("cached.page.characters", "characters of cached pages", stats -> stats.fanout()
                .replay()
                .pageCharacters());
        sum(
                "cached.encoding.characters",
                "characters of encoded entries that are kept for replays",
                stats -> stats.fanout().replay().encodedCharacters());
    }

    /** What the feeds of users take up. */
    void users() {
        sum("user.subscriptions", "subscriptions of sockets to the feed of their user", stats -> stats.users()
                .subscriptions());
        sum("user.rooms", "rooms of users whose feed is followed, once a user and event loop", stats -> stats.users()
                .memberships());
        sum(
                "user.room.lookups",
                "rooms that have changed and are looked up for the lists of their users, once a user",
                stats -> stats.users().lookups());
        sum("pending.user.resyncs", "users who are to be told to ask for their list", stats -> stats.users()
                .resyncs());
        sum(
                "pending.broadcasts",
                "hints to all users that are not told to all of them yet, once an event loop",
                stats -> stats.users().broadcasts());
    }

    private void sum(String name, String counts, ToLongFunction<InstanceStats> figure) {
        meters.gauge(name, counts, instances, all -> total(all, figure));
    }

    private static double total(List<GatewayInstance> all, ToLongFunction<InstanceStats> figure) {
        return all.stream()
                .mapToLong(instance -> figure.applyAsLong(instance.stats()))
                .sum();
    }
}
