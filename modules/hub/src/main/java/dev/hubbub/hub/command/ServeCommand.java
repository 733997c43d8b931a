// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.hub.cluster.ClusteredVertx;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.node.Node;
import dev.hubbub.hub.node.NodePlan;
import dev.hubbub.hub.node.NodeRole;
import dev.hubbub.hub.node.RejoiningNode;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs a node for real use. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs a node with your settings; tokens come from your own back-end.")
final class ServeCommand implements Runnable {
    @ParentCommand
    private HubbubCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--port", paramLabel = "N", description = "http.port; 0 takes a free one")
    private @Nullable Integer port;

    @Option(names = "--cluster", description = "cluster.enabled")
    private boolean cluster;

    @Option(
            names = "--roles",
            split = ",",
            paramLabel = "ROLE",
            description = "what this node of a cluster runs: ${COMPLETION-CANDIDATES} (default: all)")
    private Set<NodeRole> roles = EnumSet.allOf(NodeRole.class);

    @Override
    public void run() {
        HubConfig config = settings.load(parent, overrides()).config();
        if (roles.contains(NodeRole.GATEWAY)) {
            settings.requireKey(config.auth());
        }
        warnOfPlainText(config.http());
        NodePlan plan = new NodePlan(config, settings.data(), roles, List.of());
        if (config.cluster().enabled()) {
            ClusteredVertx.warnOfPlainText(config.cluster());
            RejoiningNode node = RejoiningNode.start(plan);
            printReady(node.url(), node.metricsUrl());
            ProcessLifetime.awaitEnd(node);
        } else {
            Node node = Node.start(plan);
            printReady(node.url(), node.metricsUrl());
            ProcessLifetime.awaitEnd(node);
        }
    }

    private void printReady(String url, Optional<String> metrics) {
        MemoryOption.warnUnlessSet();
        PrintWriter out = spec.commandLine().getOut();
        out.println("ready " + url);
        metrics.ifPresent(address -> out.println("metrics " + address));
        out.flush();
    }

    private Map<String, String> overrides() {
        Map<String, String> overrides = new HashMap<>();
        if (port != null) {
            overrides.put("http.port", port.toString());
        }
        if (cluster) {
            overrides.put("cluster.enabled", "true");
        }
        return overrides;
    }

    /** Without TLS, tokens and messages cross the network as plain text. Behind a proxy that ends TLS that is fine. */
    private void warnOfPlainText(GatewayConfig.Http http) {
        boolean loopback = http.host().equals("localhost")
                || http.host().equals("::1")
                || http.host().startsWith("127.");
        if (roles.contains(NodeRole.GATEWAY) && !loopback && !http.tls().on()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("hubbub: http.host: " + http.host() + " without TLS (expected: http.tls.certificate and"
                    + " http.tls.key, or a proxy in front that ends TLS)");
            err.flush();
        }
    }
}
