// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** The backend of the server. It delegates to the current backend of a store that may reopen its file. */
final class RecoveringBackend implements MongoBackend {
    private final RecoveringStore store;

    RecoveringBackend(RecoveringStore store) {
        this.store = store;
    }

    private MongoBackend current() {
        return store.backend();
    }

    /** Refuses a command whose write failed, whatever its result: its changes are lost. */
    private <T> T execute(Supplier<T> command) {
        return store.execute(command);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        return execute(() -> current().handleMessage(message));
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        return execute(() -> current().handleQuery(query));
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        return execute(() -> current().handleCommand(channel, database, command, query));
    }

    @Override
    public void handleClose(Channel channel) {
        current().handleClose(channel);
    }

    @Override
    public void closeCursors(List<Long> cursors) {
        current().closeCursors(cursors);
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public Collection<Document> getCurrentOperations(MongoQuery query) {
        return current().getCurrentOperations(query);
    }

    @Override
    public Document getServerStatus() {
        return current().getServerStatus();
    }

    @Override
    public Clock getClock() {
        return current().getClock();
    }

    @Override
    public void dropDatabase(String database) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void enableOplog() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void disableOplog() {
        // there is no oplog
    }

    @Override
    public MongoDatabase resolveDatabase(String database) {
        return current().resolveDatabase(database);
    }

    @Override
    public MongoBackend version(MongoVersion version) {
        throw new UnsupportedOperationException();
    }
}
