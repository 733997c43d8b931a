// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.process;

import dev.hubbub.testkit.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Several nodes and the MongoDB server that they share, each in its own process on loopback: the server first, then the
 * nodes one after the other.
 */
public final class HubCluster implements AutoCloseable {
    private static final String ALL_ROLES = "gateway,access,persistence,presence";

    private final Path data;
    private final List<String> roles;
    private final UnaryOperator<JavaCommand> settings;
    private final String name = "test-" + UUID.randomUUID();
    private final List<Integer> ports;
    private final @Nullable JavaProcess store;
    private final List<HubProcess> nodes = new ArrayList<>();

    private HubCluster(
            Path data, List<String> roles, @Nullable JavaProcess store, UnaryOperator<JavaCommand> settings) {
        this.data = data;
        this.roles = roles;
        this.store = store;
        this.settings = settings;
        this.ports = Ports.free(roles.size());
        HubProcess.createKey(data);
        try {
            IntStream.range(0, roles.size()).forEach(node -> nodes.add(HubProcess.start(command(node))));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Starts nodes that have all roles, {@link HubProcess#unlimited}. */
    public static HubCluster start(Path data, int nodes) {
        return start(data, nodes, HubProcess::unlimited);
    }

    /**
     * Starts nodes that have all roles.
     *
     * @param settings adds to the command of each node
     */
    public static HubCluster start(Path data, int nodes, UnaryOperator<JavaCommand> settings) {
        List<String> roles =
                IntStream.range(0, nodes).mapToObj(node -> ALL_ROLES).toList();
        return new HubCluster(data, roles, MongoProcess.start(data), settings);
    }

    /** Starts a node for each of these roles, {@link HubProcess#unlimited}; several roles are separated by commas. */
    public static HubCluster roles(Path data, String... roles) {
        return new HubCluster(data, List.of(roles), MongoProcess.start(data), HubProcess::unlimited);
    }

    /** The same without a MongoDB server: a node with the role persistence has an embedded store in its own directory. */
    public static HubCluster embedded(Path data, String... roles) {
        return embedded(data, HubProcess::unlimited, roles);
    }

    /**
     * The same with other settings.
     *
     * @param settings adds to the command of each node
     */
    public static HubCluster embedded(Path data, UnaryOperator<JavaCommand> settings, String... roles) {
        return new HubCluster(data, List.of(roles), null, settings);
    }

    private JavaCommand command(int node) {
        List<String> members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        JavaCommand command = HubProcess.command(
                        "serve", "--cluster", "--port", "0", "--roles", roles.get(node), "--data", data.toString())
                .env("HUB_CLUSTER_NAME", name)
                .env("HUB_CLUSTER_PORT", String.valueOf(ports.get(node)))
                .env("HUB_CLUSTER_MEMBERS", String.join(",", members));
        return settings.apply(
                store == null
                        ? command.env(
                                "HUB_PERSISTENCE_DIRECTORY", directory(node).toString())
                        : command.env("HUB_PERSISTENCE_CONNECTION_STRING", store.url()));
    }

    private Path directory(int node) {
        return data.resolve("node-" + node);
    }

    /** The node with this index, in the order of the start. */
    public HubProcess node(int index) {
        return nodes.get(index);
    }

    /** Starts a node that has ended again. It takes another port for its clients. */
    public HubProcess restart(int index) {
        HubProcess again = HubProcess.start(command(index));
        nodes.set(index, again);
        return again;
    }

    /** The MongoDB server. */
    public JavaProcess store() {
        return Objects.requireNonNull(store, "embedded");
    }

    /** A token that every node accepts. */
    public String token(String user) {
        return nodes.get(0).token(user);
    }

    /** Kills all processes. */
    @Override
    public void close() {
        nodes.forEach(HubProcess::kill);
        if (store != null) {
            store.kill();
        }
    }
}
