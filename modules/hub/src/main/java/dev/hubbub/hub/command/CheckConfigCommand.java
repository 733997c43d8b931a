// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import dev.hubbub.gateway.GatewayVerticle;
import dev.hubbub.hub.cluster.ClusteredVertx;
import dev.hubbub.hub.config.ConfigException;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.config.LoadedConfig;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints the settings that a node would run with. */
@Command(
        name = "check-config",
        mixinStandardHelpOptions = true,
        description =
                "Prints the effective settings as JSON, without secrets; exit code 2 when 'serve' would refuse them.")
final class CheckConfigCommand implements Runnable {
    private static final int FILES_SECONDS = 20;

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
        spec.commandLine().getOut().flush();
        settings.requireKey(loaded.config().auth());
        requireReadableFiles(loaded.config());
    }

    /** The files that a start would read. */
    private static void requireReadableFiles(HubConfig config) {
        Vertx vertx = Vertx.vertx();
        try {
            GatewayVerticle.check(vertx, config.gateway()).await(FILES_SECONDS, TimeUnit.SECONDS);
            ClusteredVertx.check(vertx, config.cluster().tls()).await(FILES_SECONDS, TimeUnit.SECONDS);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            throw new ConfigException("files of certificates and keys: not read in " + FILES_SECONDS + " s");
        } finally {
            vertx.close();
        }
    }
}
