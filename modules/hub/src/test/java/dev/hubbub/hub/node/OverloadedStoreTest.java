// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.AccessVerticle;
import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Far more messages than a slow store takes: all are answered before their callers give up. */
@ExtendWith(VertxExtension.class)
class OverloadedStoreTest {
    private static final int SENDS = 2_700;
    private static final int ROOMS = 3;
    private static final Caller ANN = Caller.of("ann");

    /** Makes SQLite count for some milliseconds before it stores an entry. */
    private static final String SLOW = "CREATE TRIGGER slow BEFORE INSERT ON entries BEGIN SELECT count(*) FROM"
            + " (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 40000) SELECT x FROM c); END";

    @TempDir
    private Path directory;

    private final List<RoomId> rooms = new ArrayList<>();
    private Bus bus;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        bus = new Bus(vertx);
        PersistenceConfig config = PersistenceConfig.inMemory().storedIn(directory.toString());
        vertx.deployVerticle(new PersistenceVerticle(config)).await(20, SECONDS);
        vertx.deployVerticle(new AccessVerticle(AccessConfig.defaults())).await(20, SECONDS);
        for (int n = 0; n < ROOMS; n++) {
            rooms.add(bus.call(Rooms.CREATE, ANN, new Rooms.Create("Hall", List.of(), Visibility.PUBLIC, null))
                    .await(5, SECONDS)
                    .room());
        }
    }

    /** As another program may, while the hub runs. */
    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("hubbub.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
            statement.execute(sql);
        }
    }

    private Future<Messages.Sent> send(int number) {
        RoomId room = rooms.get(number % ROOMS);
        return bus.call(Messages.SEND, ANN, new Messages.Send(room, new ClientId("c" + number), "text " + number));
    }

    private static boolean isBusy(Throwable cause) {
        return cause instanceof HubException failure
                && failure.is(ErrorCode.TOO_MANY)
                && failure.retryAfter().isPresent();
    }

    private List<Future<Messages.Sent>> sendAll() throws Exception {
        List<Future<Messages.Sent>> sent =
                IntStream.range(0, SENDS).mapToObj(this::send).toList();
        Future.join(sent).transform(all -> Future.succeededFuture()).await(20, SECONDS);
        return sent;
    }

    @Test
    void eachIsStoredOrRefusedInTimeAndStoredOnceWhenSentAgain() throws Exception {
        execute(SLOW);
        List<Future<Messages.Sent>> sent = sendAll();

        assertThat(sent).allMatch(reply -> reply.succeeded() || isBusy(reply.cause()));
        assertThat(sent).filteredOn(Future::succeeded).isNotEmpty();
        assertThat(sent).filteredOn(Future::failed).isNotEmpty();

        execute("DROP TRIGGER slow");
        List<Future<Messages.Sent>> again = new ArrayList<>();
        for (int n = 0; n < SENDS; n++) {
            again.add(sent.get(n).succeeded() ? sent.get(n) : sendUntilStored(n));
        }
        for (int room = 0; room < ROOMS; room++) {
            int first = room;
            assertThat(IntStream.range(0, SENDS)
                            .filter(n -> n % ROOMS == first)
                            .mapToObj(n -> again.get(n).result().seq())
                            .sorted())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(2, SENDS / ROOMS + 1).boxed().toList());
        }
    }

    private Future<Messages.Sent> sendUntilStored(int number) throws Exception {
        Future<Messages.Sent> reply = send(number);
        reply.transform(any -> Future.succeededFuture()).await(5, SECONDS);
        return reply.succeeded() ? reply : sendUntilStored(number);
    }
}
