// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import dev.hubbub.hub.store.EmbeddedStore;
import dev.hubbub.persistence.config.PersistenceConfig.Durability;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs the embedded store in a process of its own, so that several nodes of one machine can share it. */
@Command(
        name = "store",
        mixinStandardHelpOptions = true,
        description = "Runs the embedded store alone, on this machine only, for nodes that share it.")
final class StoreCommand implements Runnable {
    @ParentCommand
    private HubbubCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "27017",
            description = "where to listen; 0 takes a free port (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--durability",
            paramLabel = "WHAT",
            description = "persistence.durability: the end of what a stored message survives: ${COMPLETION-CANDIDATES}")
    private @Nullable Durability durability;

    @Override
    public void run() {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Durability effective = durability();
        EmbeddedStore store = EmbeddedStore.open(settings.data().create().path(), port, effective, failure::complete);
        spec.commandLine().getOut().println("ready " + store.connectionString());
        ProcessLifetime.awaitEnd(store, failure);
    }

    /** The durability of the command line, or else of the settings. */
    Durability durability() {
        Map<String, String> overrides =
                durability == null ? Map.of() : Map.of("persistence.durability", durability.toString());
        return settings.loadWithoutSecrets(parent, overrides)
                .config()
                .persistence()
                .durability();
    }
}
