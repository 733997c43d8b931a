// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.hubbub.persistence.config.PersistenceConfig.Durability;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store whose disk is full for a while. */
@Timeout(20)
class RecoveringStoreTest {
    @TempDir
    private Path data;

    private final List<Throwable> readFailures = new ArrayList<>();
    private StoreWatermark watermark;
    private RecoveringStore store;
    private RecoveringBackend server;

    @BeforeEach
    void open() {
        FilePath.register(new FaultyFiles());
        watermark = new StoreWatermark(data.resolve("store.mark"));
        open(Durability.PROCESS);
        insert("first");
    }

    private void open(Durability durability) {
        Path file = data.resolve("store.mv");
        store = new RecoveringStore(
                new StoreFile(file, FaultyFiles.SCHEME, watermark, durability), watermark, readFailures::add);
        server = new RecoveringBackend(store);
    }

    @AfterEach
    void close() {
        FaultyFiles.full(false);
        FaultyFiles.unforced(false);
        store.close();
    }

    @Test
    void aFailedWriteIsRefusedAndDroppedAndReadsGoOn() {
        FaultyFiles.full(true);
        assertThatThrownBy(() -> insert("second")).isInstanceOf(MongoServerError.class);
        assertThatThrownBy(() -> insert("third")).isInstanceOf(MongoServerError.class);

        assertThat(ids()).containsExactly("first");
    }

    @Test
    void writesSucceedAgainOnceThereIsSpace() throws Exception {
        FaultyFiles.full(true);
        assertThatThrownBy(() -> insert("second")).isInstanceOf(MongoServerError.class);
        store.maintain();
        assertThatThrownBy(() -> insert("second")).isInstanceOf(MongoServerError.class);
        assertThat(ids()).containsExactly("first");

        FaultyFiles.full(false);
        store.maintain();
        insert("second");

        assertThat(ids()).containsExactly("first", "second");
        assertThat(readFailures).isEmpty();
    }

    @Test
    void aWriteThatCannotBeForcedIsRefusedAlsoWhenRepeated() throws Exception {
        store.close();
        open(Durability.POWER);
        FaultyFiles.unforced(true);
        assertThatThrownBy(() -> insert("second")).hasMessageContaining("cannot be written");
        assertThatThrownBy(() -> insert("second")).hasMessageContaining("cannot be written");
        store.maintain();
        assertThatThrownBy(() -> insert("third")).hasMessageContaining("cannot be written");

        FaultyFiles.unforced(false);
        store.maintain();
        insert("third");
        assertThat(ids()).contains("first", "third");
        assertThat(readFailures).isEmpty();
    }

    @Test
    void maintenanceOnAFullDiskLosesNothing() throws Exception {
        insert("second");
        FaultyFiles.full(true);
        for (int i = 0; i < 5; i++) {
            store.maintain();
        }
        FaultyFiles.full(false);
        store.maintain();

        insert("third");
        assertThat(ids()).containsExactly("first", "second", "third");
    }

    @Test
    void aMissingFileIsNotReplaced() throws Exception {
        FaultyFiles.full(true);
        assertThatThrownBy(() -> insert("second")).isInstanceOf(MongoServerError.class);
        Files.move(data.resolve("store.mv"), data.resolve("elsewhere.mv"));
        FaultyFiles.full(false);
        for (int i = 0; i < 61; i++) {
            store.maintain();
        }
        assertThatThrownBy(() -> insert("second")).isInstanceOf(MongoServerError.class);
        assertThat(readFailures).hasSize(1);

        Files.move(data.resolve("elsewhere.mv"), data.resolve("store.mv"));
        store.maintain();
        insert("second");
        assertThat(ids()).containsExactly("first", "second");
    }

    private void insert(String id) {
        command("insert", new Document("documents", List.of(new Document("_id", id))));
    }

    private List<Object> ids() {
        Document cursor = (Document)
                command("find", new Document("filter", new Document())).get("cursor");
        return ((List<?>) cursor.get("firstBatch"))
                .stream().map(found -> ((Document) found).get("_id")).toList();
    }

    private Document command(String name, Document rest) {
        Document query = new Document(name, "entries");
        rest.forEach(query::append);
        return server.handleCommand(new EmbeddedChannel(), "hubbub", name, query);
    }
}
