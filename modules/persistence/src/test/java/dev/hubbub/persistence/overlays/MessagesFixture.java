// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.json.JsonTime;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.messages.MessageLookup;
import dev.hubbub.contract.messages.MessageLookup.Version;
import dev.hubbub.contract.reads.Conversations;
import dev.hubbub.contract.reads.Conversations.Last;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.RecordKind;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.testing.TestChanges;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A room with a message, over the bus, on a store. */
@ExtendWith(VertxExtension.class)
abstract class MessagesFixture {
    final TestChanges changes = new TestChanges(ROOM);
    private Bus bus;

    protected abstract PersistenceConfig config();

    /** 1 made by ann with bob, 2 a message of ann. */
    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        bus = new Bus(vertx);
        vertx.deployVerticle(() -> new PersistenceVerticle(config()), new DeploymentOptions())
                .await(20, SECONDS);
        append(newRoom(ROOM, "bob"));
        append(say(ROOM, "ann", "c2", "first", 1));
    }

    final <Q extends Record, R extends Record> R call(Rpc<Q, R> rpc, Q request) throws Exception {
        return bus.call(rpc, request).await(10, SECONDS);
    }

    final Future<Appended> send(Append request) {
        return bus.call(MessageLog.APPEND, request);
    }

    final Appended append(Append request) throws Exception {
        return send(request).await(10, SECONDS);
    }

    final void appendAll(Append... requests) throws Exception {
        for (Append request : requests) {
            append(request);
        }
    }

    final Map<String, Object> read(long seq) throws Exception {
        List<Entry> read = call(MessageLog.READ, new MessageLog.Read(ROOM, seq, seq, false))
                .entries();
        List<Entry> looked = call(MessageLookup.GET, new MessageLookup.Get(ROOM, List.of(seq)))
                .entries();
        assertThat(read).hasSize(1).isEqualTo(looked);
        return new JsonObject(new JsonObject(read.get(0).fields()).encode()).getMap(); // numbers as in JSON
    }

    static Map<String, Object> mark(Appended by, String user) {
        return Map.of("seq", (int) by.seq(), "by", user, "at", JsonTime.text(by.at()));
    }

    final <V extends Record> Optional<V> stored(RecordKind<V> kind, RecordKey key) throws Exception {
        return call(Records.GET, new Records.Get(List.of(key))).records().stream()
                .map(kind::read)
                .findFirst();
    }

    final List<StoredRecord> list(RecordKind<?> kind) throws Exception {
        return call(Records.LIST, new Records.ListOf(ROOM.value(), kind.name(), null, null))
                .records();
    }

    final Last last() throws Exception {
        return call(Conversations.ROWS, new Conversations.RowsOf(user("bob"), List.of(ROOM)))
                .rooms()
                .get(0)
                .last();
    }

    final List<Version> versions(long seq) throws Exception {
        return call(MessageLookup.VERSIONS, new MessageLookup.VersionsOf(ROOM, seq))
                .versions();
    }
}
