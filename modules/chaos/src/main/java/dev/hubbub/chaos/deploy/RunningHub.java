// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deploy;

import dev.hubbub.chaos.fault.FaultProxy;
import dev.hubbub.chaos.fault.Victim;
import dev.hubbub.chaos.fault.Way;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A hub that somebody else runs. Clients reach it through proxies here, unless it speaks TLS: a proxy has another name
 * than its certificate. Processes can be broken as far as the user names them.
 */
public final class RunningHub implements Deployment {
    private final Access access;
    private final Map<String, Victim> processes = new TreeMap<>();
    private final Map<String, Way> links = new LinkedHashMap<>();
    private final List<URI> addresses = new ArrayList<>();

    /**
     * What the user tells.
     *
     * @param targets where nodes listen
     * @param tokens makes a token for a user
     * @param pids of processes that may be broken, by name
     * @param restarts shell commands that start them again, by name
     * @param admin where nodes tell their metrics
     */
    public record Access(
            List<URI> targets,
            UnaryOperator<String> tokens,
            Map<String, Long> pids,
            Map<String, String> restarts,
            List<URI> admin) {
        public Access {
            targets = List.copyOf(targets);
            pids = Map.copyOf(pids);
            restarts = Map.copyOf(restarts);
            admin = List.copyOf(admin);
            if (!pids.keySet().containsAll(restarts.keySet())) {
                throw new IllegalArgumentException(
                        "--restart-command: " + restarts.keySet() + " (expected: each also with --pid)");
            }
        }
    }

    private RunningHub(Access access) {
        this.access = access;
    }

    /** Puts the proxies in front of it. */
    public static RunningHub at(Vertx vertx, Access access) {
        RunningHub hub = new RunningHub(access);
        int number = 1;
        for (URI target : access.targets()) {
            hub.reach(vertx, target, "clients-" + number++);
        }
        access.pids()
                .forEach((name, pid) -> hub.processes.put(
                        name, new NamedProcess(name, pid, access.restarts().get(name))));
        return hub;
    }

    private void reach(Vertx vertx, URI target, String name) {
        if (target.getScheme().equals("https")) {
            addresses.add(target);
            return;
        }
        int port = target.getPort() < 0 ? 80 : target.getPort();
        FaultProxy proxy = FaultProxy.start(vertx, SocketAddress.inetSocketAddress(port, target.getHost()))
                .await();
        links.put(name, proxy);
        addresses.add(URI.create("http://127.0.0.1:" + proxy.port() + target.getPath()));
    }

    @Override
    public List<URI> addresses() {
        return List.copyOf(addresses);
    }

    @Override
    public List<URI> nodes() {
        return access.targets();
    }

    @Override
    public List<URI> admin() {
        return access.admin();
    }

    @Override
    public String token(String user) {
        return access.tokens().apply(user);
    }

    @Override
    public Map<String, Victim> processes() {
        return Map.copyOf(processes);
    }

    @Override
    public Map<String, Way> links() {
        return Map.copyOf(links);
    }

    /** Without those that are started again: nobody knows under which id. */
    @Override
    public boolean isOwn() {
        return false;
    }

    @Override
    public Map<String, Long> pids() {
        Map<String, Long> lasting = new TreeMap<>(access.pids());
        lasting.keySet().removeAll(access.restarts().keySet());
        return lasting;
    }

    @Override
    public void close() {} // nothing here was started here
}
