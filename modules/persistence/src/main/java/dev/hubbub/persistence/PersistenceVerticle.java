// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.messages.MessageLookup;
import dev.hubbub.contract.metrics.ModuleMeters;
import dev.hubbub.contract.reads.Conversations;
import dev.hubbub.contract.records.Records;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.conversations.ConversationReader;
import dev.hubbub.persistence.ephemeral.EphemeralReader;
import dev.hubbub.persistence.ephemeral.EphemeralRooms;
import dev.hubbub.persistence.read.HeadCheck;
import dev.hubbub.persistence.read.HistoryReader;
import dev.hubbub.persistence.read.MemberPages;
import dev.hubbub.persistence.read.MessageReader;
import dev.hubbub.persistence.read.RoomPages;
import dev.hubbub.persistence.records.RecordService;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import dev.hubbub.persistence.store.metered.MeteredEntryStore;
import dev.hubbub.persistence.store.metered.StoreHealth;
import dev.hubbub.persistence.store.mongo.MongoStore;
import dev.hubbub.persistence.store.sqlite.SqliteStore;
import dev.hubbub.persistence.upgrade.StoreUpgrade;
import dev.hubbub.persistence.writer.LogWriter;
import dev.hubbub.persistence.writer.WriterBackoff;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts the message log and small records on the bus: the requests of {@link MessageLog} and {@link Records}. A node runs
 * one instance; the instances of a cluster share the rooms.
 */
public final class PersistenceVerticle extends VerticleBase {
    private static final long KEYS_MILLIS = 600_000;

    /** A shard does not go to another node and come back in less. */
    private static final long WINDOWS_MILLIS = 250;

    private final PersistenceConfig config;
    private final ModuleMeters meters;
    private final EntryKinds kinds;
    private Supplier<Future<?>> close = Future::succeededFuture;

    public PersistenceVerticle(PersistenceConfig config) {
        this(config, new CompositeMeterRegistry());
    }

    /** @param meters for the gauges of queues and caches */
    public PersistenceVerticle(PersistenceConfig config, MeterRegistry meters) {
        this(config, meters, EntryKinds.STANDARD);
    }

    /** @param kinds the kinds of entries whose fields are checked before they are stored; all others pass */
    public PersistenceVerticle(PersistenceConfig config, MeterRegistry meters, EntryKinds kinds) {
        this.config = config;
        this.meters = new ModuleMeters(meters, "hub.persistence");
        this.kinds = kinds;
    }

    @Override
    public Future<?> start() {
        return open().map(this::metered).compose(store -> serve(store)
                .recover(cause -> store.close().transform(closed -> Future.failedFuture(cause))));
    }

    private Future<Store> open() {
        if (config.connectionString() != null) {
            return MongoStore.open(vertx, config);
        }
        return config.directory() == null
                ? Future.succeededFuture(MemoryStore.create())
                : StoreUpgrade.run(vertx, config).compose(upgraded -> SqliteStore.open(vertx, config));
    }

    private Store metered(Store store) {
        StoreHealth health = new StoreHealth(store.entries(), System::nanoTime);
        long probes = vertx.setPeriodic(StoreHealth.PROBE_MILLIS, due -> health.probe());
        return new Store(
                new MeteredEntryStore(store.entries(), health, meters),
                store.rooms(),
                store.userRooms(),
                store.members(),
                store.records(),
                store.search(),
                store.calls(),
                () -> {
                    vertx.cancelTimer(probes);
                    return store.close();
                });
    }

    private Future<Void> serve(Store store) {
        Bus bus = new Bus(vertx);
        HistoryReader history = new HistoryReader(store, config.replyBytes());
        Shards shards = new Shards(bus, "persistence", storeName());
        WriterBackoff backoff = new WriterBackoff(vertx, shards::missing);
        EntryPublisher publisher = new EntryPublisher(
                entries -> bus.publish(MessageLog.STORED, entries),
                (millis, task) -> vertx.setTimer(millis, due -> task.run()),
                System::nanoTime);
        SearchRequests search = new SearchRequests(vertx, store, config);
        LogWriter writer = new LogWriter(
                store,
                config,
                LogWriter.Clocks.system(),
                backoff,
                new LogWriter.Listeners(
                        publisher::publish, moved -> bus.publish(Memberships.MOVED, moved), search::settled));
        KeyRetention keys =
                new KeyRetention(store.entries(), Duration.ofHours(config.clientIdHours()), InstantSource.system());
        long timer = vertx.setPeriodic(KEYS_MILLIS, due -> keys.run());
        long lost = vertx.setPeriodic(WINDOWS_MILLIS, due -> writer.windows().retain(shards::owns));
        close = () -> Future.join(shards.stop(), bus.retire())
                .onComplete(handedOver -> List.of(timer, lost).forEach(vertx::cancelTimer))
                .compose(handedOver -> writer.stop())
                .compose(written -> search.stop())
                .onComplete(written -> publisher.flush())
                .eventually(store::close);
        registerMeters(writer);
        registerMeters(store, publisher, shards);
        search.registerMeters(meters);
        serveRooms(shards, writer, history, new MessageReader(store, history));
        return shards.start() // first: it fails if the cluster has another store
                .compose(started -> Future.all(
                        serveReads(bus, store),
                        serveConversations(bus, store),
                        serveRecords(bus, store),
                        search.serve(bus)))
                .onSuccess(serving -> search.sweep(writer, shards))
                .mapEmpty();
    }

    private void serveRooms(Shards shards, LogWriter writer, HistoryReader history, MessageReader messages) {
        EphemeralReader reader = new EphemeralReader(
                writer.windows(), history, messages, room -> writer.describe(new MessageLog.Describe(room, List.of())));
        shards.serve(MessageLog.APPEND, request -> append(writer, request))
                .serve(MessageLog.READ, reader::read)
                .serve(MessageLookup.GET, reader::get)
                .serve(MessageLookup.REPLIES, messages::replies)
                .serve(MessageLookup.AT, reader::at)
                .serve(MessageLookup.VERSIONS, messages::versions)
                .serve(MessageLog.COMPARE_SHARD, writer.windows()::behind)
                .serve(MessageLog.DESCRIBE, writer::describe)
                .serve(Memberships.CHANGE, writer::change);
    }

    /** On every node, without shards: they read the store. */
    private static Future<?> serveReads(Bus bus, Store store) {
        HeadCheck heads = new HeadCheck(store.entries(), part -> bus.call(MessageLog.COMPARE_SHARD, part));
        return Future.all(
                bus.serve(MessageLog.COMPARE, heads::check),
                bus.serve(MessageLog.ROOMS, store.userRooms()::rooms),
                bus.serve(MessageLog.LIST, new RoomPages(store.entries())::page),
                bus.serve(Memberships.PAGE, new MemberPages(store.members())::page));
    }

    private void registerMeters(Store store, EntryPublisher publisher, Shards shards) {
        meters.gauge(
                "unpublished.entries", "stored entries that wait for the next event", publisher, EntryPublisher::size);
        meters.gauge(
                "store.calls",
                "calls of the store that wait or run, including those of MongoDB that were given up",
                store,
                opened -> opened.calls().getAsInt());
        meters.gauge("shards", "shards that this node serves", shards, Shards::serving);
        meters.gauge("other.nodes", "other nodes that serve shards of this role", shards, Shards::others);
    }

    private void registerMeters(LogWriter writer) {
        meters.gauge(
                "ephemeral.rooms",
                "rooms whose messages are numbered here and not stored",
                writer.windows(),
                EphemeralRooms::size);
        meters.gauge(
                "ephemeral.characters",
                "characters of the newest messages of these rooms",
                writer.windows(),
                EphemeralRooms::length);
        meters.gauge("queued.requests", "requests that wait for the store", writer, LogWriter::pending);
        meters.gauge(
                "queued.bytes", "bytes of texts in requests that wait for the store", writer, LogWriter::pendingBytes);
        meters.gauge(
                "estimated.wait.seconds",
                "how long a request will wait for the store, as fast as it was lately; 0 while few wait",
                writer,
                LogWriter::waitSeconds);
        meters.gauge(
                "batch.limit.entries",
                "how many entries the next write may have, so that it takes about 100 ms",
                writer,
                LogWriter::batchLimit);
        meters.counter(
                "overload.refusals", "requests that the store's queue answered TOO_MANY", writer, LogWriter::refused);
        meters.gauge("loaded.rooms", "rooms in memory", writer, LogWriter::loadedRooms);
        meters.gauge("loaded.members", "members of the rooms in memory", writer, LogWriter::loadedMembers);
    }

    /** The same on all nodes that share a store; an embedded one has a single node. */
    private @Nullable String storeName() {
        if (config.connectionString() != null) {
            return "mongodb-" + config.databaseName();
        }
        return config.directory() == null ? null : "embedded-" + UUID.randomUUID();
    }

    /** On every node, without shards: the store makes each write atomic. */
    private Future<?> serveRecords(Bus bus, Store store) {
        RecordService records = new RecordService(store.records());
        return Future.all(
                bus.serve(Records.GET, records::get),
                bus.serve(Records.LIST, records::list),
                bus.serve(Records.PUT, records::put),
                bus.serve(Records.RAISE, records::raise),
                bus.serve(Records.DELETE, records::delete));
    }

    /** On every node, without shards: they only read. */
    private static Future<?> serveConversations(Bus bus, Store store) {
        ConversationReader conversations = new ConversationReader(store);
        return Future.all(
                bus.serve(Conversations.HEADS, conversations::heads),
                bus.serve(Conversations.UNREAD, conversations::unread),
                bus.serve(Conversations.ROWS, conversations::rows));
    }

    private Future<Appended> append(LogWriter writer, Append request) {
        kinds.check(request.entry());
        return writer.append(request);
    }

    @Override
    public Future<?> stop() {
        return close.get();
    }
}
