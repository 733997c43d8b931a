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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterConfigTest {
    private static final List<String> MEMBERS = List.of("127.0.0.1:5701");

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
                () -> new ClusterConfig(false, null, null, 0, null, null, null, null, null, null, null, null),
                "cluster.port: 0 (expected: 1 to 65535)");
        assertRefused(
                () -> new ClusterConfig(false, null, null, null, null, null, null, 70_000, null, null, null, null),
                "cluster.publicPort: 70000 (expected: 0 to 65535)");
        assertRefused(
                () -> new ClusterConfig(false, null, null, null, null, null, null, null, -1, null, null, null),
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

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
    void onLoopbackNoCertificatesAreNeeded(String host) {
        assertThat(cluster(host, null, false, null).insecure()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.5", "203.0.113.1", "2001:db8::1", "no.such.host.invalid"})
    void onANetworkTheEventBusNeedsCertificates(String host) throws Exception {
        assertRefused(
                () -> cluster(host, null, false, null),
                "cluster.tls: not set, and cluster.host is " + host
                        + " (expected: cluster.tls, as a process that reaches"
                        + " the port of the event bus controls the hub; or cluster.insecure: true, in a network of its"
                        + " own)");
        String file = Files.createFile(data.resolve("node.pem")).toString();
        assertThat(cluster(host, new ClusterConfig.Tls(file, file, file), false, null)
                        .host())
                .isEqualTo(host);
        assertThat(cluster(host, null, true, null).insecure()).isTrue();
    }

    @Test
    void aFileOfHazelcastMayMeanANetwork() {
        assertThatThrownBy(() -> cluster("127.0.0.1", null, false, "cluster.xml"))
                .hasMessageStartingWith("cluster.tls: not set, and cluster.config is cluster.xml (expected: ");
        assertThat(cluster("127.0.0.1", null, true, "cluster.xml").config()).isEqualTo("cluster.xml");
    }

    @Test
    void settingsOfAClusterThatIsSwitchedOffMayWait() {
        ClusterConfig off =
                new ClusterConfig(false, null, "0.0.0.0", null, null, null, null, null, null, null, null, null);
        assertThat(off.host()).isEqualTo("0.0.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "0", "::", "[::]", "0:0:0:0:0:0:0:0", "*"})
    void everywhereIsNoAddressOfANode(String host) {
        assertRefused(
                () -> cluster(host, null, true, null),
                "cluster.host: " + host
                        + " (expected: the one address of this machine by which the other nodes reach it)");
        assertRefused(
                () -> new ClusterConfig(true, "ours", null, null, MEMBERS, null, host, null, null, null, null, null),
                "cluster.publicHost: " + host + " (expected: an address of this node)");
        assertRefused(
                () -> ClusterConfig.of("ours", null, null, List.of(host + ":5701")),
                "cluster.members: " + host + ":5701 (expected: host:port of a node)");
    }

    private static ClusterConfig cluster(String host, ClusterConfig.Tls tls, Boolean insecure, String file) {
        return new ClusterConfig(true, "ours", host, null, MEMBERS, null, null, null, null, tls, insecure, file);
    }

    private static void assertRefused(ThrowingCallable made, String message) {
        assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
