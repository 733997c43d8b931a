// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.persistence.config.PersistenceConfig.Durability;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Defaults and limits of the configuration. */
final class PersistenceConfigTest {
    @Test
    void absentValuesHaveDefaults() {
        assertThat(PersistenceConfig.inMemory()).isEqualTo(new PersistenceConfig(null, null, 10_000, 10_000, 262_144));
    }

    @Test
    void valuesOutOfRangeAreRefusedWithTheirFullName() {
        assertRefused(() -> new PersistenceConfig(null, null, -1, 0, 0), "persistence.maxPending: -1 (expected: >= 1)");
        assertRefused(
                () -> new PersistenceConfig(null, null, 0, -2, 0), "persistence.maxLoadedRooms: -2 (expected: >= 1)");
        assertRefused(
                () -> new PersistenceConfig(null, null, 0, 0, 9), "persistence.replyBytes: 9 (expected: >= 1024)");
        assertRefused(
                () -> new PersistenceConfig(null, "a.b", 0, 0, 0),
                "persistence.database: a.b (expected: 1 to 38 letters, digits, underscores or hyphens)");
    }

    @Test
    void limitsOnCallsHaveDefaultsAndMinimums() {
        assertThat(PersistenceConfig.inMemory())
                .isEqualTo(new PersistenceConfig(
                        null,
                        null,
                        null,
                        10_000,
                        67_108_864,
                        1_000,
                        1_500,
                        10_000,
                        262_144,
                        Durability.PROCESS,
                        null,
                        24,
                        null));
        assertRefused(
                () -> new PersistenceConfig(null, null, null, 0, 9, 0, 0, 0, 0, null, null, 0, true),
                "persistence.maxPendingBytes: 9 (expected: >= 1048576)");
        assertRefused(
                () -> new PersistenceConfig(null, null, null, 0, 0, -1, 0, 0, 0, null, null, 0, true),
                "persistence.maxCalls: -1 (expected: >= 1)");
        assertRefused(
                () -> new PersistenceConfig(null, null, null, 0, 0, 0, 9, 0, 0, null, null, 0, true),
                "persistence.answerMillis: 9 (expected: >= 100)");
        assertRefused(
                () -> new PersistenceConfig(null, null, null, 0, 0, 0, 0, 0, 0, null, null, -1, true),
                "persistence.clientIdHours: -1 (expected: >= 1)");
    }

    @Test
    void directoryIsAPath() {
        assertThat(PersistenceConfig.inMemory().storedIn("data").directory()).isEqualTo("data");
        assertRefused(
                () -> PersistenceConfig.inMemory().storedIn(" "),
                "persistence.directory: blank (expected: the path of a directory)");
    }

    @Test
    void aConnectionStringIsNeverShown() {
        assertRefused(
                () -> new PersistenceConfig("postgres://ann:secret@db", null, 0, 0, 0),
                "persistence.connectionString: not one of MongoDB (expected: mongodb://host:port)");
        assertThat(new PersistenceConfig("mongodb://ann:secret@db", null, 0, 0, 0).toString())
                .doesNotContain("secret")
                .contains("***");
    }

    private static void assertRefused(ThrowingCallable made, String message) {
        assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
