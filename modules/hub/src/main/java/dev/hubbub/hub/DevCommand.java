// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub;

import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.hub.config.ConfigException;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.hub.demo.DemoVerticle;
import dev.hubbub.hub.demo.Lobby;
import dev.hubbub.hub.login.AddressFile;
import dev.hubbub.hub.login.TicketBox;
import dev.hubbub.hub.login.TokenSigner;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs a hub to try out: nothing to set, nobody from outside, two users and a bot. */
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        description = "Runs a hub to try out, on this machine only, with two users and a bot.")
final class DevCommand implements Runnable {
    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--port", paramLabel = "N", description = "http.port; 0 takes a free one")
    private Integer port;

    @Override
    public void run() {
        DataDir data = settings.data().create().createKey();
        ConfigSources sources = settings.sources(main, options());
        HubConfig usual = ConfigLoader.load(sources).config();
        HubConfig config =
                settings.load(sources.suggesting(RaisedLimits.SUGGESTIONS)).config();
        requireSecret(config.auth());
        TicketBox tickets = new TicketBox(data, Clock.systemUTC());
        TokenSigner signer = new TokenSigner(config.auth(), Clock.systemUTC());
        Node node = Node.start(NodePlan.whole(config, data).with(() -> new DemoVerticle(tickets, signer)));
        AddressFile address = new AddressFile(data);
        address.write(node.url());
        welcome(node, tickets, RaisedLimits.lines(usual.limits(), config.limits()));
        Foreground.stay(
                () -> {
                    address.remove();
                    node.close();
                },
                node.broken());
    }

    /** Whatever the file and the environment say: alone, and on loopback. */
    private Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        options.put("http.host", "127.0.0.1");
        options.put("cluster.enabled", "false");
        options.put("admin.port", "0"); // a second hub to try out is no reason to fail
        if (port != null) {
            options.put("http.port", port.toString());
        }
        return options;
    }

    private static void requireSecret(GatewayConfig.Auth auth) {
        if (auth.hs256() == null) {
            throw new ConfigException(
                    "auth.hs256: not set, but another key is (expected: no key, or auth.hs256 too; dev signs tokens"
                            + " itself)");
        }
    }

    private void welcome(Node node, TicketBox tickets, List<String> raised) {
        String url = node.url();
        PrintWriter out = spec.commandLine().getOut();
        out.println("ready " + url);
        node.metricsUrl().ifPresent(metrics -> out.println("metrics " + metrics));
        out.println();
        for (UserId user : Lobby.USERS) {
            out.println("  " + url + "/#ticket=" + tickets.issue(user) + "   (as " + user + ")");
        }
        out.println();
        out.println("Open the first link and say hello; open the second in another window for a talk between two.");
        out.println("Each link works once, within an hour. More, for any name: " + OwnCommand.line("link carol")
                + settings.dataOption());
        raised.forEach(out::println);
        out.flush();
    }
}
