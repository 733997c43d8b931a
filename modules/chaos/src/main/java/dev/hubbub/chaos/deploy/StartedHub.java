// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deploy;

import dev.hubbub.chaos.fault.Callers;
import dev.hubbub.chaos.fault.FaultProxy;
import dev.hubbub.chaos.fault.Victim;
import dev.hubbub.chaos.fault.Way;
import dev.hubbub.testkit.HubProcess;
import dev.hubbub.testkit.JavaCommand;
import dev.hubbub.testkit.Ports;
import dev.hubbub.testkit.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Processes on loopback, each on a port of its own that it keeps: the store, then the nodes one after the other. Proxies
 * stand before each node for its clients and for its peers, and before the store for each node.
 */
public final class StartedHub implements Deployment {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String SECRET = UUID.randomUUID() + "-" + UUID.randomUUID();

    private final Vertx vertx;
    private final Topology topology;
    private final Path data;
    private final String cluster = "chaos-" + UUID.randomUUID();
    private final Tokens tokens = Tokens.hs256(SECRET);
    private final Map<String, OwnProcess> processes = new LinkedHashMap<>();
    private final Map<String, Way> links = new LinkedHashMap<>();
    private final List<URI> addresses = new ArrayList<>();
    private final List<URI> nodes = new ArrayList<>();
    private final List<URI> admin = new ArrayList<>();

    private StartedHub(Vertx vertx, Topology topology, Path data) {
        this.vertx = vertx;
        this.topology = topology;
        this.data = data;
    }

    /** Whether this machine tells which node a connection comes from. */
    public static boolean tellsPeersApart() {
        return LinuxCallers.canTell();
    }

    /** Starts everything and waits until it is ready. */
    public static StartedHub start(Vertx vertx, Topology topology, Path data) {
        StartedHub hub = new StartedHub(vertx, topology, data);
        try {
            hub.open();
            return hub;
        } catch (RuntimeException | Error e) {
            hub.close();
            throw e;
        }
    }

    private void open() {
        int storePort = Ports.free();
        List<Seat> seats =
                IntStream.rangeClosed(1, topology.nodes()).mapToObj(this::seat).toList();
        if (!topology.embedded()) {
            processes.put(
                    "store",
                    new OwnProcess(hub("store", "--port", Integer.toString(storePort), "--data", data("store"))));
        }
        for (Seat seat : seats) {
            JavaCommand command = hub("serve", "--port", Integer.toString(seat.port()), "--data", data(seat.name()))
                    .env("HUB_ADMIN_PORT", Integer.toString(seat.adminPort()))
                    .env(LinuxCallers.NAME, seat.name());
            if (!topology.embedded()) {
                command = clustered(command, seats, seat, proxy("store-" + seat.number(), storePort));
            }
            processes.put(seat.name(), new OwnProcess(command));
            nodes.add(URI.create("http://" + LOOPBACK + ":" + seat.port()));
            admin.add(URI.create("http://" + LOOPBACK + ":" + seat.adminPort()));
            addresses.add(URI.create("http://" + LOOPBACK + ":" + proxy("clients-" + seat.number(), seat.port())));
        }
    }

    /** Other nodes reach a node through proxies too: nodes tell each other the addresses of these. */
    private Seat seat(int number) {
        int memberPort = Ports.free();
        int busPort = Ports.free();
        int memberProxy = topology.embedded() ? 0 : peerProxy(number, "members", memberPort);
        int busProxy = topology.embedded() ? 0 : peerProxy(number, "bus", busPort);
        return new Seat(number, Ports.free(), Ports.free(), memberPort, memberProxy, busPort, busProxy);
    }

    /** The ports of a node, and of the proxies by which the others reach it. */
    private record Seat(
            int number, int port, int adminPort, int memberPort, int memberProxy, int busPort, int busProxy) {
        String name() {
            return "node-" + number;
        }
    }

    private String data(String name) {
        return data.resolve(name).toString();
    }

    /** Limits that would only measure how fast these clients are allowed to be are lifted. */
    private JavaCommand hub(String... arguments) {
        JavaCommand command = program(arguments)
                .option("-Xmx512m")
                .env("CHAOS_SECRET", SECRET)
                .env("HUB_AUTH_HS256", "env:CHAOS_SECRET");
        for (Map.Entry<String, String> limit : Lifted.LIMITS.entrySet()) {
            command = command.env(limit.getKey(), limit.getValue());
        }
        return command;
    }

    private JavaCommand program(String... arguments) {
        return topology.jar() == null ? HubProcess.command(arguments) : JavaCommand.jar(topology.jar(), arguments);
    }

    private JavaCommand clustered(JavaCommand command, List<Seat> seats, Seat seat, int storeProxy) {
        String members =
                seats.stream().map(each -> LOOPBACK + ":" + each.memberProxy()).collect(Collectors.joining(","));
        return command.env("HUB_CLUSTER_ENABLED", "true")
                .env("HUB_CLUSTER_NAME", cluster)
                .env("HUB_CLUSTER_PORT", Integer.toString(seat.memberPort()))
                .env("HUB_CLUSTER_MEMBERS", members)
                .env("HUB_CLUSTER_BUS_PORT", Integer.toString(seat.busPort()))
                .env("HUB_CLUSTER_PUBLIC_HOST", LOOPBACK)
                .env("HUB_CLUSTER_PUBLIC_PORT", Integer.toString(seat.memberProxy()))
                .env("HUB_CLUSTER_BUS_PUBLIC_PORT", Integer.toString(seat.busProxy()))
                .env("HUB_PERSISTENCE_CONNECTION_STRING", "mongodb://" + LOOPBACK + ":" + storeProxy);
    }

    private int proxy(String name, int port) {
        return proxy(name, port, Callers.ANYBODY).port();
    }

    /** Where the machine tells who calls, also a way of its own for each other node. */
    private int peerProxy(int number, String what, int port) {
        String name = "peers-" + number + "-" + what;
        if (!LinuxCallers.canTell()) {
            return proxy(name, port);
        }
        FaultProxy proxy = proxy(name, port, new LinuxCallers(vertx));
        for (int other = 1; other <= topology.nodes(); other++) {
            if (other != number) {
                links.put("from-" + other + "-" + name, proxy.from("node-" + other));
            }
        }
        return proxy.port();
    }

    private FaultProxy proxy(String name, int port, Callers callers) {
        FaultProxy proxy = FaultProxy.start(vertx, SocketAddress.inetSocketAddress(port, LOOPBACK), callers)
                .await();
        links.put(name, proxy);
        return proxy;
    }

    @Override
    public List<URI> addresses() {
        return List.copyOf(addresses);
    }

    @Override
    public List<URI> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public List<URI> admin() {
        return List.copyOf(admin);
    }

    @Override
    public String token(String user) {
        return tokens.user(user).sign();
    }

    @Override
    public Map<String, Victim> processes() {
        return Map.copyOf(processes);
    }

    @Override
    public Map<String, Way> links() {
        return Map.copyOf(links);
    }

    @Override
    public Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        processes.forEach((name, process) -> pids.put(name, process.pid()));
        return pids;
    }

    @Override
    public boolean isOwn() {
        return true;
    }

    @Override
    public void close() {
        IntStream.rangeClosed(1, topology.nodes())
                .mapToObj(node -> processes.get("node-" + node))
                .filter(node -> node != null)
                .forEach(OwnProcess::close);
        processes.values().forEach(OwnProcess::close);
    }
}
