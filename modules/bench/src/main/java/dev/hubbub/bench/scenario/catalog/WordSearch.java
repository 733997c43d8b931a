// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario.catalog;

import dev.hubbub.bench.dialect.BridgeDialect;
import dev.hubbub.bench.load.ClosedLoop;
import dev.hubbub.bench.load.FilledRoom;
import dev.hubbub.bench.load.Latency;
import dev.hubbub.bench.load.SearchTexts;
import dev.hubbub.bench.peer.Layout;
import dev.hubbub.bench.peer.Peer;
import dev.hubbub.bench.peer.ServerUnderTest;
import dev.hubbub.bench.report.Column;
import dev.hubbub.bench.report.Figures;
import dev.hubbub.bench.scenario.Scenario;
import dev.hubbub.bench.scenario.Size;
import dev.hubbub.bench.scenario.Step;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.search.MessageSearch;
import dev.hubbub.contract.search.MessageSearch.Search;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Messages are found by words, one request at a time: in one room that has all of them, and in all rooms of a user. */
final class WordSearch implements Scenario {
    private static final Duration PATIENCE = Duration.ofMinutes(40);
    private static final Column MESSAGES = new Column("messages", "messages", 0);
    private static final Column RARE = new Column("rareP50", "rare word p50 ms", 2);
    private static final Column RARE_P99 = new Column("rareP99", "p99 ms", 1);
    private static final Column COMMON = new Column("commonP50", "common word p50 ms", 2);
    private static final Column COMMON_P99 = new Column("commonP99", "p99 ms", 1);
    private static final Column BOTH = new Column("bothP50", "common and rare p50 ms", 2);
    private static final Column BOTH_P99 = new Column("bothP99", "p99 ms", 1);
    private static final Column ALL_ROOMS = new Column("allP50", "all rooms, two common p50 ms", 2);
    private static final Column ALL_ROOMS_P99 = new Column("allP99", "p99 ms", 1);
    private static final Column HEAP = new Column("heap", "live heap MB", 0);
    private static final Column FILE = new Column("file", "file MB", 0);

    @Override
    public String name() {
        return "search";
    }

    @Override
    public String title() {
        return "Pages of 20 messages that are found by words, one request at a time, in texts of twelve words.";
    }

    @Override
    public List<Peer> peers() {
        return List.of(Peer.HUB);
    }

    @Override
    public List<Column> columns() {
        return List.of(
                MESSAGES, RARE, RARE_P99, COMMON, COMMON_P99, BOTH, BOTH_P99, ALL_ROOMS, ALL_ROOMS_P99, HEAP, FILE);
    }

    @Override
    public Column compared() {
        return BOTH;
    }

    /** One: to store the messages takes longer than to find them. */
    @Override
    public int rounds() {
        return 1;
    }

    @Override
    public List<Step> steps(Size size) {
        int messages = size.of(1_000_000, 10_000);
        return List.of(new Step(
                messages + " messages or more",
                Layout.of(1, FilledRoom.CONNECTIONS),
                (vertx, server) -> measure(vertx, server, messages, size)));
    }

    private static Figures measure(Vertx vertx, ServerUnderTest server, int messages, Size size) throws Exception {
        SearchTexts texts = new SearchTexts();
        RoomId room = server.endpoint().layout().room(0);
        long stored = FilledRoom.fill(vertx, server, messages, texts::text, PATIENCE);
        awaitIndex(vertx, server, room);
        Figures figures = Figures.none().with(MESSAGES, (double) stored);
        Latency rare = latency(vertx, server, size, id -> search(texts.rare(id), room));
        Latency common = latency(vertx, server, size, id -> search(texts.common(id), room));
        Latency both = latency(vertx, server, size, id -> search(texts.common(id) + " " + texts.rare(id), room));
        Latency all = latency(vertx, server, size, id -> search(texts.common(id) + " " + texts.common(id + 1), null));
        return figures.with(RARE, rare.p50())
                .with(RARE_P99, rare.p99())
                .with(COMMON, common.p50())
                .with(COMMON_P99, common.p99())
                .with(BOTH, both.p50())
                .with(BOTH_P99, both.p99())
                .with(ALL_ROOMS, all.p50())
                .with(ALL_ROOMS_P99, all.p99())
                .withMegabytes(HEAP, server.meter().liveHeapBytes())
                .withMegabytes(FILE, server.storedBytes());
    }

    private static Search search(String query, @Nullable RoomId room) {
        return new Search(query, room, null, null, null, null, null, 20);
    }

    private static Latency latency(Vertx vertx, ServerUnderTest server, Size size, LongFunction<Search> searches)
            throws Exception {
        try (ClosedLoop loop =
                new ClosedLoop(vertx, server, 1, (id, connection) -> BridgeDialect.search(id, searches.apply(id)))) {
            loop.start(1).measure(size.warmup());
            return loop.measure(size.measured()).latency();
        }
    }

    /** Until the newest message is found: then all before it are. */
    private static void awaitIndex(Vertx vertx, ServerUnderTest server, RoomId room)
            throws InterruptedException, TimeoutException {
        String url = server.endpoint().nodes().get(0).toString();
        String token = server.endpoint().tokens().get(0);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (BridgeClient client =
                BridgeClient.connect(vertx, ClientOptions.raw(url).bearer(token))) {
            client.call(Messages.SEND, new Messages.Send(room, new ClientId("the-last"), "newest"));
            while (client.call(MessageSearch.SEARCH, search("newest", room))
                    .messages()
                    .isEmpty()) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("the newest message is not in the index after " + PATIENCE);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }
}
