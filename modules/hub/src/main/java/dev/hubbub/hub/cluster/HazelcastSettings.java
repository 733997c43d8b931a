// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.InvalidConfigurationException;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.XmlConfigBuilder;
import dev.hubbub.hub.config.ClusterConfig;
import dev.hubbub.hub.config.ConfigException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;

/**
 * The Hazelcast configuration of a hub, which uses it for membership and registrations only. Discovery and usage
 * reports are off, and only the member port listens.
 */
final class HazelcastSettings {
    /** Backup copies, so that two nodes may fail at once. */
    private static final int BACKUPS = 2;

    /** How long the first node of a cluster looks for others. */
    private static final int CONNECT_SECONDS = 3;

    /** How long the first node waits for others that start at the same time, so that they join at once. */
    static final int JOIN_WAIT_SECONDS = 1;

    /**
     * A thread that writes to a paused member, which accepts connections and reads nothing, spins and blocks its other
     * connections. With the default of three threads, healthy members lose each other.
     */
    private static final String OUTPUT_THREADS = "16";

    /** @param joinWaitSeconds how long the first node waits for others that start at the same time */
    static Config of(ClusterConfig cluster, int joinWaitSeconds) {
        Config config = cluster.config() == null ? explicit(cluster, joinWaitSeconds) : read(cluster.config());
        config.setClusterName(cluster.name());
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.io.output.thread.count", OUTPUT_THREADS);
        config.setProperty("hazelcast.shutdownhook.enabled", "false"); // the node stops Hazelcast itself, in its order
        return config;
    }

    private static Config explicit(ClusterConfig cluster, int joinWaitSeconds) {
        Config config = new Config();
        NetworkConfig network = config.getNetworkConfig();
        network.setPort(cluster.port()).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface(address(cluster.host()));
        if (cluster.publicHost() != null) {
            network.setPublicAddress(
                    cluster.publicHost() + ":" + (cluster.publicPort() > 0 ? cluster.publicPort() : cluster.port()));
        }
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig()
                .setEnabled(true)
                .setConnectionTimeoutSeconds(CONNECT_SECONDS)
                .setMembers(cluster.members());
        network.getMemcacheProtocolConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false); // collected every 5 s, and not read: a node has its own
        timing(config, joinWaitSeconds);
        vertxMaps(config);
        return config;
    }

    /** Detect a silent node within seconds, and merge a split cluster within seconds. */
    private static void timing(Config config, int joinWaitSeconds) {
        config.setProperty("hazelcast.socket.bind.any", "false")
                .setProperty("hazelcast.heartbeat.interval.seconds", "1")
                .setProperty("hazelcast.max.no.heartbeat.seconds", "5")
                .setProperty("hazelcast.merge.first.run.delay.seconds", "2")
                .setProperty("hazelcast.merge.next.run.delay.seconds", "2")
                .setProperty("hazelcast.operation.call.timeout.millis", "10000")
                .setProperty("hazelcast.operation.backup.timeout.millis", "1000")
                .setProperty("hazelcast.wait.seconds.before.join", Integer.toString(joinWaitSeconds))
                .setProperty("hazelcast.max.join.seconds", "45")
                .setProperty("hazelcast.graceful.shutdown.max.wait", "5");
    }

    /** The maps in which Vert.x keeps the registrations and the addresses of the nodes. */
    private static void vertxMaps(Config config) {
        config.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
                .setBackupCount(BACKUPS)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        config.getMapConfig("__vertx.haInfo").setBackupCount(BACKUPS);
        config.getMapConfig("__vertx.nodeInfo").setBackupCount(BACKUPS);
    }

    private static Config read(String file) {
        try {
            return new XmlConfigBuilder(file).build();
        } catch (FileNotFoundException e) {
            throw new ConfigException("cluster.config: " + file + " (expected: a Hazelcast XML file)");
        } catch (InvalidConfigurationException e) {
            throw new ConfigException("cluster.config: " + file + ": "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                    + " (expected: Hazelcast XML)");
        }
    }

    private static String address(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null) {
                return address.getHostAddress();
            }
        } catch (IOException e) {
            // refused below
        }
        throw new ConfigException("cluster.host: " + host + " (expected: an address of this machine)");
    }

    private HazelcastSettings() {}
}
