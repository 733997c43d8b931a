// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.search;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.search.MessageSearch.Hits;
import dev.hubbub.contract.search.SearchIndex;
import dev.hubbub.contract.search.SearchIndex.Find;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.testing.TestRequests;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;

/** The log with its search, over a bus. */
final class SearchFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Bus bus;
    private String deployment = "";

    SearchFixture(Vertx vertx) {
        this.vertx = vertx;
        this.bus = new Bus(vertx);
    }

    SearchFixture deploy(PersistenceConfig config) throws Exception {
        deployment = vertx.deployVerticle(() -> new PersistenceVerticle(config), new DeploymentOptions())
                .await(20, SECONDS);
        return this;
    }

    void undeploy() throws Exception {
        vertx.undeploy(deployment).await(20, SECONDS);
    }

    Appended append(Append request) throws Exception {
        return call(MessageLog.APPEND, request);
    }

    Appended say(RoomId room, String sender, String text) throws Exception {
        return append(TestRequests.say(room, sender, UUID.randomUUID().toString(), text, 1));
    }

    <Q extends Record, R extends Record> R call(Rpc<Q, R> rpc, Q request) throws Exception {
        return bus.call(rpc, request).await(10, SECONDS);
    }

    Hits find(Find request) throws Exception {
        return call(SearchIndex.FIND, request);
    }

    Hits find(String query) throws Exception {
        return find(query, ROOM);
    }

    Hits find(String query, RoomId... rooms) throws Exception {
        return find(new Find(query, List.of(rooms), null, null, null, null, null, 20));
    }

    /** What is found in the end, the newest first. */
    void awaitFound(String query, String... texts) {
        await(() -> texts(find(query)), List.of(texts));
    }

    /** What is there in the end. */
    static <T> void await(Callable<T> actual, T expected) {
        Awaitility.await().atMost(PATIENCE).until(actual, expected::equals);
    }

    /** Why a request is refused. */
    static String refusal(ThrowingCallable request) {
        return String.valueOf(catchThrowable(request).getMessage());
    }

    static List<String> texts(Hits hits) {
        return hits.messages().stream().map(MessageEntry::text).toList();
    }

    static List<Long> seqs(Hits hits) {
        return hits.messages().stream().map(Entry::seq).toList();
    }
}
