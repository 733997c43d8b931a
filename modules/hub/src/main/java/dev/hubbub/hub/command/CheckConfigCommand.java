// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.hub.config.LoadedConfig;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints the settings that a node would run with. */
@Command(
        name = "check-config",
        mixinStandardHelpOptions = true,
        description = "Prints the effective settings as JSON, without secrets; exit code 2 when they are wrong.")
final class CheckConfigCommand implements Runnable {
    @ParentCommand
    private HubbubCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Override
    public void run() {
        LoadedConfig loaded = settings.load(parent, Map.of());
        spec.commandLine().getOut().println(loaded.maskedJson());
        GatewayConfig.Auth auth = loaded.config().auth();
        if (!auth.hasKey()) {
            spec.commandLine()
                    .getErr()
                    .println("hubbub: no key is set; 'serve' needs auth.hs256, rs256, es256, eddsa or jwks");
        }
    }
}
