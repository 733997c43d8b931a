// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.AuthConfig;
import dev.hubbub.hub.config.ConfigException;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.hub.demo.DemoRoom;
import dev.hubbub.hub.demo.DemoVerticle;
import dev.hubbub.hub.login.AddressFile;
import dev.hubbub.hub.login.TicketStore;
import dev.hubbub.hub.login.TokenSigner;
import dev.hubbub.hub.node.Node;
import dev.hubbub.hub.node.NodePlan;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs a hub to try out: no settings, loopback only, two users and a bot. */
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        description = "Runs a hub to try out, on this machine only, with two users and a bot.")
final class DevCommand implements Runnable {
    @ParentCommand
    private HubbubCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--port", paramLabel = "N", description = "http.port; 0 takes a free one")
    private @Nullable Integer port;

    @Override
    public void run() {
        DataDir data = settings.data().create().createKey();
        ConfigSources sources = settings.sources(parent, overrides());
        HubConfig standard = ConfigLoader.load(sources).config();
        HubConfig config =
                settings.load(sources.withSuggestions(DevLimits.SUGGESTIONS)).config();
        requireSecret(config.auth());
        TicketStore tickets = new TicketStore(data, Clock.systemUTC());
        TokenSigner signer = new TokenSigner(config.auth(), Clock.systemUTC());
        Node node = Node.start(NodePlan.allRoles(config, data).withVerticle(() -> new DemoVerticle(tickets, signer)));
        AddressFile address = new AddressFile(data);
        address.write(node.url());
        printWelcome(node, tickets, DevLimits.describe(standard.limits(), config.limits()));
        ProcessLifetime.awaitEnd(() -> {
            address.remove();
            node.close();
        });
    }

    /** A single node on loopback, whatever the file and the environment say. */
    private Map<String, String> overrides() {
        Map<String, String> overrides = new HashMap<>();
        overrides.put("http.host", "127.0.0.1");
        overrides.put("cluster.enabled", "false");
        overrides.put("admin.port", "0"); // so that a second hub can start
        if (port != null) {
            overrides.put("http.port", port.toString());
        }
        return overrides;
    }

    private static void requireSecret(AuthConfig auth) {
        if (auth.secret() == null) {
            throw new ConfigException(
                    "auth.hs256: not set, but another key is (expected: no key, or auth.hs256 too; dev signs tokens"
                            + " itself)");
        }
    }

    private void printWelcome(Node node, TicketStore tickets, List<String> raised) {
        String url = node.url();
        PrintWriter out = spec.commandLine().getOut();
        out.println("ready " + url);
        node.metricsUrl().ifPresent(metrics -> out.println("metrics " + metrics));
        out.println();
        for (UserId user : DemoRoom.USERS) {
            out.println("  " + url + "/#ticket=" + tickets.issue(user) + "   (as " + user + ")");
        }
        out.println();
        out.println("Open the first link and say hello; open the second in another window for a talk between two.");
        out.println("Each link works once, within an hour. More, for any name: " + CommandHint.of("link carol")
                + settings.dataOption());
        raised.forEach(out::println);
        out.flush();
    }
}
