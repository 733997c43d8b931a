// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite.db;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A virtual machine that fails while a group is written: each operation is answered, and the next group is written. */
@ExtendWith(VertxExtension.class)
final class GroupCommitterTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    @TempDir
    private Path directory;

    private Vertx vertx;
    private Checkpointer checkpointer;
    private SqliteConnection checkpointing;
    private SqliteConnection writing;
    private GroupCommitter committer;
    private String failing = "none";

    @BeforeEach
    void open(Vertx node) throws Exception {
        vertx = node;
        String url = "jdbc:sqlite:" + directory.resolve("test.db");
        checkpointing = new SqliteConnection(DriverManager.getConnection(url));
        checkpointer = new Checkpointer(checkpointing);
        writing = new SqliteConnection(failing(DriverManager.getConnection(url)));
        writing.execute("CREATE TABLE words (word TEXT)");
        committer = new GroupCommitter(writing, tasks::add, checkpointer);
    }

    @AfterEach
    void close() throws Exception {
        checkpointer.shutdown();
        checkpointing.close();
        writing.close();
    }

    /** Preparing one statement fails, as when memory is short. */
    private Connection failing(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement") && arguments[0].equals(failing)) {
                        throw new OutOfMemoryError("test");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Future<Integer> insert(String word) {
        Operation<Integer> operation = new Operation<>(
                connection -> connection.update("INSERT INTO words VALUES (?)", word),
                0,
                vertx.getOrCreateContext(),
                () -> {});
        committer.submit(operation);
        return operation.reply();
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private void assertAnsweredAndTheNextGroupIsWritten(String statement) throws Exception {
        failing = statement;
        Future<Integer> first = insert("first");
        Future<Integer> second = insert("second");
        runTasks();
        assertThatThrownBy(() -> first.await(5, SECONDS)).isInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(() -> second.await(5, SECONDS)).isInstanceOf(OutOfMemoryError.class);

        failing = "none";
        Future<Integer> third = insert("third");
        runTasks();
        assertThat(third.await(5, SECONDS)).isEqualTo(1);
        assertThat(writing.list("SELECT word FROM words", row -> row.getString(1)))
                .containsExactly("third");
    }

    @Test
    void errorAtTheBeginIsToldToTheWholeGroup() throws Exception {
        assertAnsweredAndTheNextGroupIsWritten("BEGIN IMMEDIATE");
    }

    @Test
    void errorAtTheCommitIsToldToTheWholeGroup() throws Exception {
        assertAnsweredAndTheNextGroupIsWritten("COMMIT");
    }
}
