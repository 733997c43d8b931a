// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import dev.hubbub.persistence.config.PersistenceConfig.Durability;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class CommittingBackendTest {
    @TempDir
    private Path data;

    @Test
    void aVersionThatIsReadDuringACommitIsInTheFile() throws Exception {
        FilePath.register(new PausingFiles());
        CommittingBackend backend = new CommittingBackend(
                new MVStore.Builder()
                        .fileName("pausing:" + data.resolve("store.mv"))
                        .autoCommitDisabled()
                        .open(),
                Durability.PROCESS);
        insert(backend, "first");
        PausingFiles.Pause pause = PausingFiles.pause();
        Thread committing = new Thread(() -> insert(backend, "second"));
        FutureTask<Long> version = new FutureTask<>(() -> readVersionAndCopyFile(backend));
        Thread reading = new Thread(version);

        committing.start();
        pause.awaitWrite();
        reading.start();
        awaitEndOrBlock(reading);
        pause.resume();
        committing.join();

        assertThat(version.get()).isEqualTo(backend.version());
        try (MVStore left = MVStore.open(data.resolve("left behind.mv").toString())) {
            assertThat(left.getCurrentVersion()).isEqualTo(version.get());
        }
        backend.close();
    }

    private static Document insert(CommittingBackend backend, String id) {
        Document query = new Document("insert", "entries").append("documents", List.of(new Document("_id", id)));
        return backend.handleCommand(new EmbeddedChannel(), "hubbub", "insert", query);
    }

    /** Reads the version and copies the file, as a process that is killed right afterwards would leave it. */
    private long readVersionAndCopyFile(CommittingBackend backend) throws Exception {
        long version = backend.version();
        Files.copy(data.resolve("store.mv"), data.resolve("left behind.mv"));
        return version;
    }

    private static void awaitEndOrBlock(Thread thread) {
        while (thread.getState() != Thread.State.TERMINATED && thread.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
    }
}
