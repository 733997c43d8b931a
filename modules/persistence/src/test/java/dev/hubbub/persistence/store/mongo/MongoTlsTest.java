// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.roomsOf;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.persistence.config.MongoTls;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.testkit.SelfSigned;
import dev.hubbub.testkit.mongo.MongoTestServer;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A MongoDB server whose certificate a private authority has signed. */
@ExtendWith(VertxExtension.class)
final class MongoTlsTest {
    @TempDir
    private Path directory;

    private static PersistenceConfig config(MongoTestServer server, Path authority, int answerMillis) {
        MongoTls tls = new MongoTls(authority.toString());
        return new PersistenceConfig(
                server.connectionString(), null, null, 0, 0, 0, answerMillis, 0, 0, null, tls, 0, true);
    }

    @Test
    void serverOfThePrivateAuthorityIsTrusted(Vertx vertx) throws Exception {
        SelfSigned pair = SelfSigned.write(directory);
        try (MongoTestServer server = MongoTestServer.encrypted(pair)) {
            Store store = MongoStore.open(vertx, config(server, pair.certificate(), 10_000))
                    .await(20, SECONDS);

            assertThat(roomsOf(store.userRooms(), "ann").await(5, SECONDS)).isEmpty();
            store.close().await(5, SECONDS);
        }
    }

    @Test
    void serverOfAnotherAuthorityIsRefused(Vertx vertx) throws Exception {
        SelfSigned pair = SelfSigned.write(directory);
        SelfSigned other = SelfSigned.write(Files.createDirectory(directory.resolve("other")));
        try (MongoTestServer server = MongoTestServer.encrypted(pair)) {
            PersistenceConfig config = config(server, other.certificate(), 300);

            assertRefused(ErrorCode.UNAVAILABLE, MongoStore.open(vertx, config, Duration.ofMillis(500)));
        }
    }

    @Test
    void fileWithoutACertificateIsRefusedAndNamed() throws Exception {
        SelfSigned pair = SelfSigned.write(directory);
        Path text = Files.writeString(directory.resolve("text.pem"), "no certificate");

        for (Path bad : new Path[] {pair.key(), text, directory, directory.resolve("missing.pem")}) {
            assertThatThrownBy(() -> new MongoTls(bad.toString()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "persistence.tls.authority: " + bad + " (expected: a readable PEM file with certificates)");
        }
    }
}
