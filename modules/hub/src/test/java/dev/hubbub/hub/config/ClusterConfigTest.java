// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterConfigTest {
    @TempDir
    private Path data;

    @Test
    void certificatesAreGivenAllOrNotAtAll() throws Exception {
        String file = Files.createFile(data.resolve("node.pem")).toString();
        assertThat(new ClusterConfig.Tls(null, null, null).isSet()).isFalse();
        assertThat(new ClusterConfig.Tls(file, file, file).isSet()).isTrue();
        assertRefused(
                () -> new ClusterConfig.Tls(file, null, file),
                "cluster.tls: set in part (expected: certificate, key and authority, or none of them)");
        assertRefused(
                () -> new ClusterConfig.Tls(file, "no such file", file),
                "cluster.tls.key: no such file (expected: a readable PEM file)");
    }

    @Test
    void portsAreChecked() {
        assertRefused(
                () -> new ClusterConfig(false, null, null, 0, null, null, null, null, null, null, null),
                "cluster.port: 0 (expected: 1 to 65535)");
        assertRefused(
                () -> new ClusterConfig(false, null, null, null, null, null, null, 70_000, null, null, null),
                "cluster.publicPort: 70000 (expected: 0 to 65535)");
        assertRefused(
                () -> new ClusterConfig(false, null, null, null, null, null, null, null, -1, null, null),
                "cluster.busPublicPort: -1 (expected: 0 to 65535)");
    }

    @Test
    void aClusterNeedsANameAndMembers() {
        assertRefused(
                () -> ClusterConfig.of(null, null, null, List.of("a:1")),
                "cluster.name: null (expected: a name of your own)");
        assertRefused(
                () -> ClusterConfig.of("ours", null, null, List.of()),
                "cluster.members: [] (expected: at least one host:port)");
    }

    private static void assertRefused(ThrowingCallable made, String message) {
        assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
