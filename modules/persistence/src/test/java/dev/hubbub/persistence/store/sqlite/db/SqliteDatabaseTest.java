// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite.db;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.sqlite.TestDirectory;
import dev.hubbub.persistence.store.sqlite.db.SqliteDatabase.Work;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operations that wait, are committed together, and fail one by one. */
@ExtendWith(VertxExtension.class)
final class SqliteDatabaseTest {
    private static final int MAX_CALLS = 20;

    private final TestDirectory directory = new TestDirectory();
    private Vertx vertx;
    private SqliteDatabase database;

    @BeforeEach
    void open(Vertx node) throws Exception {
        vertx = node;
        PersistenceConfig config = new PersistenceConfig(
                null, null, directory.path().toString(), 0, 0, MAX_CALLS, 0, 0, 0, null, null, 0, true);
        database = SqliteDatabase.open(node, directory.path(), config).await(20, SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        database.close().await(20, SECONDS);
        directory.close();
    }

    /** Keeps the writer busy until the latch opens. */
    private Future<Void> hold(CountDownLatch until) {
        CountDownLatch started = new CountDownLatch(1);
        Future<Void> held = database.write(0, connection -> {
            started.countDown();
            await(until);
            return null;
        });
        await(started);
        return held;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Future<Integer> insert(String room) {
        return database.write(0, inserting(room));
    }

    private static Work<Integer> inserting(String room) {
        return connection -> connection.update("INSERT INTO rooms (room) VALUES (?)", room);
    }

    private static long count(SqliteConnection connection) throws SQLException {
        return connection.number("SELECT count(*) FROM rooms");
    }

    private List<String> rooms() throws Exception {
        return database.read(
                        connection -> connection.list("SELECT room FROM rooms ORDER BY id", row -> row.getString(1)))
                .await(5, SECONDS);
    }

    @Test
    void operationsThatWaitAreCommittedTogether() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        hold(release);
        Future<Integer> first = insert("a");
        Future<Long> seenBefore = database.write(0, SqliteDatabaseTest::count);
        Future<Long> committedBefore = database.read(SqliteDatabaseTest::count);
        assertThat(committedBefore.await(5, SECONDS)).isZero();
        release.countDown();

        assertThat(first.await(5, SECONDS)).isEqualTo(1);
        assertThat(seenBefore.await(5, SECONDS)).isEqualTo(1);
        assertThat(rooms()).containsExactly("a");
    }

    @Test
    void oneThatFailsChangesNothingAndFailsNoOther() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        hold(release);
        Future<Integer> first = insert("a");
        Future<Integer> twice = insert("a");
        Future<Object> fault = database.write(0, connection -> {
            inserting("half").run(connection);
            throw new IllegalStateException("a fault");
        });
        Future<Integer> last = insert("b");
        release.countDown();

        assertThat(first.await(5, SECONDS)).isEqualTo(1);
        assertThatThrownBy(() -> twice.await(5, SECONDS)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> fault.await(5, SECONDS)).hasMessage("a fault");
        assertThat(last.await(5, SECONDS)).isEqualTo(1);
        assertThat(rooms()).containsExactly("a", "b");
    }

    @Test
    void readsDoNotWaitForTheWriter() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        hold(release);

        assertThat(rooms()).isEmpty();
        release.countDown();
    }

    @Test
    void faultOfAReadFailsNoOther() throws Exception {
        Future<Object> fault = database.read(connection -> {
            throw new IllegalStateException("a fault");
        });

        assertThatThrownBy(() -> fault.await(5, SECONDS)).hasMessage("a fault");
        for (int i = 0; i < 5; i++) {
            assertThat(rooms()).isEmpty();
        }
    }

    @Test
    void tooMuchIsRefusedAtTheDoor() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Future<Void> held = hold(release);
        List<Future<Integer>> waiting = new ArrayList<>();
        for (int i = 1; i < MAX_CALLS; i++) {
            waiting.add(insert("room-" + i));
        }
        assertThat(database.calls()).isEqualTo(MAX_CALLS);

        assertRefused(ErrorCode.UNAVAILABLE, "too much waits for the store", insert("refused"));
        assertRefused(ErrorCode.UNAVAILABLE, "too much waits for the store", database.read(SqliteDatabaseTest::count));

        release.countDown();
        held.await(5, SECONDS);
        Future.all(waiting).await(5, SECONDS);
        assertThat(database.calls()).isZero();
        assertThat(rooms()).hasSize(MAX_CALLS - 1);
    }

    @Test
    void closeFinishesWhatWaitsAndRefusesTheRest() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        hold(release);
        Future<Integer> waiting = insert("a");
        Future<Void> closed = database.close();
        assertRefused(ErrorCode.UNAVAILABLE, "the store is closed", insert("b"));
        release.countDown();

        closed.await(5, SECONDS);
        assertThat(waiting.await(5, SECONDS)).isEqualTo(1);
        assertThat(database.close()).as("closed twice").isSameAs(closed);
        assertRefused(ErrorCode.UNAVAILABLE, "the store is closed", database.read(SqliteDatabaseTest::count));
    }

    @Test
    void repliesArriveOnTheContextThatAsked() throws Exception {
        Context context = vertx.getOrCreateContext();
        Promise<List<Context>> seen = Promise.promise();
        context.runOnContext(now -> insert("a")
                .compose(written -> {
                    Context afterWrite = Vertx.currentContext();
                    return database.read(SqliteDatabaseTest::count)
                            .map(read -> List.of(afterWrite, Vertx.currentContext()));
                })
                .onComplete(seen));

        assertThat(seen.future().await(5, SECONDS)).containsExactly(context, context);
    }

    @Test
    void readersCannotWrite() throws Exception {
        assertThatThrownBy(() -> database.read(inserting("a")).await(5, SECONDS));
        assertThat(rooms()).isEmpty();
    }
}
