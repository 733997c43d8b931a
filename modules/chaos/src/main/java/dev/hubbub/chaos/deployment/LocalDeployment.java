// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deployment;

import dev.hubbub.chaos.fault.ProcessTarget;
import dev.hubbub.chaos.proxy.FaultProxy;
import dev.hubbub.chaos.proxy.NetworkLink;
import dev.hubbub.chaos.proxy.PeerResolver;
import dev.hubbub.testkit.Ports;
import dev.hubbub.testkit.process.HubProcess;
import dev.hubbub.testkit.process.JavaCommand;
import dev.hubbub.testkit.process.MongoProcess;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Starts a hub on loopback: the store, then the nodes one after the other, each on a port that it keeps. Proxies
 * stand between clients and nodes, between nodes, and between each node and the store.
 */
public final class LocalDeployment implements Deployment {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String HEAP = "-Xmx512m";
    private static final String SECRET = UUID.randomUUID() + "-" + UUID.randomUUID();

    private final Vertx vertx;
    private final Topology topology;
    private final Path data;
    private final String cluster = "chaos-" + UUID.randomUUID();
    private final Tokens tokens = Tokens.hs256(SECRET);
    private final Map<String, LocalProcess> processes = new LinkedHashMap<>();
    private final Map<String, NetworkLink> links = new LinkedHashMap<>();
    private final List<URI> clientUrls = new ArrayList<>();
    private final List<URI> nodeUrls = new ArrayList<>();
    private final List<URI> adminUrls = new ArrayList<>();

    private LocalDeployment(Vertx vertx, Topology topology, Path data) {
        this.vertx = vertx;
        this.topology = topology;
        this.data = data;
    }

    /** Whether this machine can tell which node opened a connection. */
    public static boolean canTellPeersApart() {
        return LinuxPeerResolver.isSupported();
    }

    /** Starts all processes and waits until they are ready. */
    public static LocalDeployment start(Vertx vertx, Topology topology, Path data) {
        LocalDeployment deployment = new LocalDeployment(vertx, topology, data);
        try {
            deployment.startAll();
            return deployment;
        } catch (RuntimeException | Error e) {
            deployment.close();
            throw e;
        }
    }

    private void startAll() {
        int storePort = Ports.free();
        List<NodePorts> allPorts = IntStream.rangeClosed(1, topology.nodes())
                .mapToObj(this::nodePorts)
                .toList();
        if (!topology.embedded()) {
            JavaCommand store = MongoProcess.command(data.resolve("store"), storePort);
            processes.put("store", new LocalProcess(store.option(HEAP)));
        }
        for (NodePorts ports : allPorts) {
            JavaCommand command = hub("serve", "--port", Integer.toString(ports.port()), "--data", data(ports.name()))
                    .env("HUB_ADMIN_PORT", Integer.toString(ports.adminPort()))
                    .env(LinuxPeerResolver.NAME, ports.name());
            if (!topology.embedded()) {
                command = clustered(command, allPorts, ports, proxy("store-" + ports.number(), storePort));
            }
            processes.put(ports.name(), new LocalProcess(command));
            nodeUrls.add(URI.create("http://" + LOOPBACK + ":" + ports.port()));
            adminUrls.add(URI.create("http://" + LOOPBACK + ":" + ports.adminPort()));
            clientUrls.add(URI.create("http://" + LOOPBACK + ":" + proxy("clients-" + ports.number(), ports.port())));
        }
    }

    /** Other nodes also reach a node through proxies: each node publishes the addresses of its proxies. */
    private NodePorts nodePorts(int number) {
        int memberPort = Ports.free();
        int busPort = Ports.free();
        int memberProxy = topology.embedded() ? 0 : peerProxy(number, "members", memberPort);
        int busProxy = topology.embedded() ? 0 : peerProxy(number, "bus", busPort);
        return new NodePorts(number, Ports.free(), Ports.free(), memberPort, memberProxy, busPort, busProxy);
    }

    /** The ports of a node, and of the proxies through which other nodes reach it. */
    private record NodePorts(
            int number, int port, int adminPort, int memberPort, int memberProxy, int busPort, int busProxy) {
        String name() {
            return "node-" + number;
        }
    }

    private String data(String name) {
        return data.resolve(name).toString();
    }

    /** Without limits: a run would measure them and not the hub. */
    private JavaCommand hub(String... arguments) {
        JavaCommand command = javaCommand(arguments)
                .option(HEAP)
                .env("CHAOS_SECRET", SECRET)
                .env("HUB_AUTH_HS256", "env:CHAOS_SECRET");
        Map<String, String> settings = new HashMap<>(DisabledLimits.ENVIRONMENT);
        settings.putAll(topology.environment());
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            command = command.env(setting.getKey(), setting.getValue());
        }
        return command;
    }

    private JavaCommand javaCommand(String... arguments) {
        Path jar = topology.jar();
        return jar == null ? HubProcess.command(arguments) : JavaCommand.jar(jar, arguments);
    }

    private JavaCommand clustered(JavaCommand command, List<NodePorts> allPorts, NodePorts ports, int storeProxy) {
        String members = allPorts.stream()
                .map(each -> LOOPBACK + ":" + each.memberProxy())
                .collect(Collectors.joining(","));
        return command.env("HUB_CLUSTER_ENABLED", "true")
                .env("HUB_CLUSTER_NAME", cluster)
                .env("HUB_CLUSTER_PORT", Integer.toString(ports.memberPort()))
                .env("HUB_CLUSTER_MEMBERS", members)
                .env("HUB_CLUSTER_BUS_PORT", Integer.toString(ports.busPort()))
                .env("HUB_CLUSTER_PUBLIC_HOST", LOOPBACK)
                .env("HUB_CLUSTER_PUBLIC_PORT", Integer.toString(ports.memberProxy()))
                .env("HUB_CLUSTER_BUS_PUBLIC_PORT", Integer.toString(ports.busProxy()))
                .env("HUB_PERSISTENCE_CONNECTION_STRING", "mongodb://" + LOOPBACK + ":" + storeProxy);
    }

    private int proxy(String name, int port) {
        return proxy(name, port, PeerResolver.UNNAMED).port();
    }

    /** Where peers can be told apart, each other node also gets its own link. */
    private int peerProxy(int number, String kind, int port) {
        String name = "peers-" + number + "-" + kind;
        if (!LinuxPeerResolver.isSupported()) {
            return proxy(name, port);
        }
        FaultProxy proxy = proxy(name, port, new LinuxPeerResolver(vertx));
        for (int other = 1; other <= topology.nodes(); other++) {
            if (other != number) {
                links.put("from-" + other + "-" + name, proxy.linkFrom("node-" + other));
            }
        }
        return proxy.port();
    }

    private FaultProxy proxy(String name, int port, PeerResolver peers) {
        FaultProxy proxy = FaultProxy.start(vertx, SocketAddress.inetSocketAddress(port, LOOPBACK), peers)
                .await();
        links.put(name, proxy);
        return proxy;
    }

    @Override
    public List<URI> clientUrls() {
        return List.copyOf(clientUrls);
    }

    @Override
    public List<URI> nodeUrls() {
        return List.copyOf(nodeUrls);
    }

    @Override
    public List<URI> adminUrls() {
        return List.copyOf(adminUrls);
    }

    @Override
    public String token(String user) {
        return tokens.user(user).sign();
    }

    @Override
    public Map<String, ProcessTarget> processes() {
        return Map.copyOf(processes);
    }

    @Override
    public Map<String, NetworkLink> links() {
        return Map.copyOf(links);
    }

    @Override
    public Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        processes.forEach((name, process) -> pids.put(name, process.pid()));
        return pids;
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public void close() {
        IntStream.rangeClosed(1, topology.nodes())
                .mapToObj(node -> processes.get("node-" + node))
                .filter(node -> node != null)
                .forEach(LocalProcess::close);
        processes.values().forEach(LocalProcess::close);
    }
}
