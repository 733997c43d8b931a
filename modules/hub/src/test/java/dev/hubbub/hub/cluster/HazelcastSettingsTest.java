// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import dev.hubbub.hub.config.ClusterConfig;
import dev.hubbub.hub.config.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HazelcastSettingsTest {
    private static final List<String> MEMBERS = List.of("127.0.0.1:5701", "127.0.0.1:5702");
    private static final Path SHIPPED = Path.of("..", "..", "conf", "cluster.xml");

    static Stream<ClusterConfig> both() {
        return Stream.of(ClusterConfig.of("ours", null, null, MEMBERS), file(SHIPPED.toString()));
    }

    private static ClusterConfig file(String name) {
        return new ClusterConfig(true, "ours", null, null, null, null, null, null, null, null, true, name);
    }

    @ParameterizedTest
    @MethodSource("both")
    void keysAndShippedFileMeanTheSame(ClusterConfig cluster) {
        Config config = HazelcastSettings.of(cluster, HazelcastSettings.JOIN_WAIT_SECONDS);
        assertThat(config.getClusterName()).isEqualTo("ours");
        assertNetwork(config.getNetworkConfig());
        assertThat(config.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
        assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
        assertThat(config.getProperty("hazelcast.shutdownhook.enabled")).isEqualTo("false");
        assertThat(config.getProperty("hazelcast.logging.type")).isEqualTo("slf4j");
        assertThat(config.getProperty("hazelcast.wait.seconds.before.join")).isEqualTo("1");
        assertThat(config.getProperty("hazelcast.max.no.heartbeat.seconds")).isEqualTo("5");
        assertThat(config.getProperty("hazelcast.merge.first.run.delay.seconds"))
                .isEqualTo("2");
        assertThat(config.getProperty("hazelcast.merge.next.run.delay.seconds")).isEqualTo("2");
        assertThat(config.getProperty("hazelcast.operation.call.timeout.millis"))
                .isEqualTo("10000");
        assertThat(config.getProperty("hazelcast.operation.backup.timeout.millis"))
                .isEqualTo("1000");
        assertThat(config.getProperty("hazelcast.io.output.thread.count")).isEqualTo("16");
        MultiMapConfig subscriptions = config.getMultiMapConfig("__vertx.subs");
        assertThat(subscriptions.getBackupCount()).isEqualTo(2);
        assertThat(subscriptions.getValueCollectionType()).isEqualTo(MultiMapConfig.ValueCollectionType.SET);
        assertThat(config.getMapConfig("__vertx.nodeInfo").getBackupCount()).isEqualTo(2);
    }

    @Test
    void missingFileIsRefused() {
        ClusterConfig cluster = file("none.xml");
        assertThatThrownBy(() -> HazelcastSettings.of(cluster, HazelcastSettings.JOIN_WAIT_SECONDS))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("cluster.config: none.xml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.1", "2001:db8::1", "no.such.host.invalid"})
    void addressOfAnotherMachineIsRefusedByItsSetting(String host) {
        ClusterConfig cluster =
                new ClusterConfig(true, "ours", host, null, MEMBERS, null, null, null, null, null, true, null);
        assertThatThrownBy(() -> HazelcastSettings.of(cluster, HazelcastSettings.JOIN_WAIT_SECONDS))
                .isInstanceOf(ConfigException.class)
                .hasMessage("cluster.host: " + host + " (expected: an address of this machine)");
    }

    private static void assertNetwork(NetworkConfig network) {
        JoinConfig join = network.getJoin();
        assertThat(join.getMulticastConfig().isEnabled()).isFalse();
        assertThat(join.isAutoDetectionEnabled()).isFalse();
        assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
        assertThat(join.getTcpIpConfig().getMembers()).isEqualTo(MEMBERS);
        assertThat(join.getTcpIpConfig().getConnectionTimeoutSeconds()).isEqualTo(3);
        assertThat(network.getPort()).isEqualTo(5701);
        assertThat(network.isPortAutoIncrement()).isFalse();
        assertThat(network.getInterfaces().isEnabled()).isTrue();
        assertThat(network.getInterfaces().getInterfaces()).containsExactly("127.0.0.1");
        assertThat(network.getMemcacheProtocolConfig().isEnabled()).isFalse();
    }
}
