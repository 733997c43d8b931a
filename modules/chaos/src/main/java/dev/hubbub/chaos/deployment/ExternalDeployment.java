// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deployment;

import dev.hubbub.chaos.fault.ProcessTarget;
import dev.hubbub.chaos.proxy.FaultProxy;
import dev.hubbub.chaos.proxy.NetworkLink;
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
 * A hub that already runs. Clients reach it through proxies, unless it uses TLS: the name of a proxy is not the name in
 * the certificate. Faults apply to the processes that the user names.
 */
public final class ExternalDeployment implements Deployment {
    private final Settings settings;
    private final Map<String, ProcessTarget> processes = new TreeMap<>();
    private final Map<String, NetworkLink> links = new LinkedHashMap<>();
    private final List<URI> clientUrls = new ArrayList<>();

    /**
     * What the user says about the hub.
     *
     * @param nodeUrls where nodes listen
     * @param tokens returns a token for a user
     * @param pids of the processes that faults may apply to, by name
     * @param restartCommands shell commands that start these processes again, by name
     * @param adminUrls where nodes serve their metrics
     */
    public record Settings(
            List<URI> nodeUrls,
            UnaryOperator<String> tokens,
            Map<String, Long> pids,
            Map<String, String> restartCommands,
            List<URI> adminUrls) {
        public Settings {
            nodeUrls = List.copyOf(nodeUrls);
            pids = Map.copyOf(pids);
            restartCommands = Map.copyOf(restartCommands);
            adminUrls = List.copyOf(adminUrls);
            if (!pids.keySet().containsAll(restartCommands.keySet())) {
                throw new IllegalArgumentException(
                        "--restart-command: " + restartCommands.keySet() + " (expected: each also with --pid)");
            }
        }
    }

    private ExternalDeployment(Settings settings) {
        this.settings = settings;
    }

    /** Starts a proxy in front of each node. */
    public static ExternalDeployment at(Vertx vertx, Settings settings) {
        ExternalDeployment deployment = new ExternalDeployment(settings);
        int number = 1;
        for (URI target : settings.nodeUrls()) {
            deployment.addNode(vertx, target, "clients-" + number++);
        }
        settings.pids()
                .forEach((name, pid) -> deployment.processes.put(
                        name,
                        new ExternalProcess(
                                name, pid, settings.restartCommands().get(name))));
        return deployment;
    }

    private void addNode(Vertx vertx, URI target, String name) {
        if (target.getScheme().equals("https")) {
            clientUrls.add(target);
            return;
        }
        int port = target.getPort() < 0 ? 80 : target.getPort();
        FaultProxy proxy = FaultProxy.start(vertx, SocketAddress.inetSocketAddress(port, target.getHost()))
                .await();
        links.put(name, proxy);
        clientUrls.add(URI.create("http://127.0.0.1:" + proxy.port() + target.getPath()));
    }

    @Override
    public List<URI> clientUrls() {
        return List.copyOf(clientUrls);
    }

    @Override
    public List<URI> nodeUrls() {
        return settings.nodeUrls();
    }

    @Override
    public List<URI> adminUrls() {
        return settings.adminUrls();
    }

    @Override
    public String token(String user) {
        return settings.tokens().apply(user);
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
    public boolean isLocal() {
        return false;
    }

    /** Without processes that restart: their new process ids are unknown. */
    @Override
    public Map<String, Long> pids() {
        Map<String, Long> stable = new TreeMap<>(settings.pids());
        stable.keySet().removeAll(settings.restartCommands().keySet());
        return stable;
    }

    @Override
    public void close() {} // the hub was not started here
}
