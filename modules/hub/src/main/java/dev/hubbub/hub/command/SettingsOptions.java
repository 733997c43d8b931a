// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import dev.hubbub.gateway.config.AuthConfig;
import dev.hubbub.hub.config.ConfigException;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.LoadedConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.hub.log.LogSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options for the settings file and the data directory. */
final class SettingsOptions {
    private static final Path DEFAULT_FILE = Path.of("conf", "hub.json");

    private static final Path DEFAULT_DATA = Path.of("data");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "settings, as in conf/hub.json; without this option that very file, if it is there")
    private @Nullable Path config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "where the hub keeps its key and its store (default: ${DEFAULT-VALUE})")
    private Path data = DEFAULT_DATA;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    DataDir data() {
        return new DataDir(data);
    }

    /** The {@code --data} option to repeat in a hint; empty for the default directory. */
    String dataOption() {
        return data.equals(DEFAULT_DATA) ? "" : " --data " + data;
    }

    /** The effective settings; prints warnings. Without a key in them, the key of the data directory is used. */
    LoadedConfig load(HubbubCommand parent, Map<String, String> overrides) {
        return load(sources(parent, overrides));
    }

    /** Refuses settings that have no key, and a data directory without one. */
    void requireKey(AuthConfig auth) {
        if (!auth.hasKey()) {
            throw new ConfigException(
                    "auth.hs256: not set, nor auth.rs256, auth.es256, auth.eddsa, auth.publicKey or auth.jwks, and there is no "
                            + data().keyFile()
                            + " (expected: a reference to the key by which your back-end signs tokens, for example"
                            + " HUB_AUTH_HS256=env:JWT_SECRET)");
        }
    }

    /** The sources of the settings. */
    ConfigSources sources(HubbubCommand parent, Map<String, String> overrides) {
        Path file = config == null && Files.exists(DEFAULT_FILE) ? DEFAULT_FILE : config;
        Path key = Files.exists(data().keyFile()) ? data().keyFile() : null;
        return new ConfigSources(file, parent.environment(), overrides, key);
    }

    /** The effective settings; prints warnings. */
    LoadedConfig load(ConfigSources sources) {
        LoadedConfig loaded = printWarnings(ConfigLoader.load(sources));
        try {
            LogSettings.apply(loaded.config().log());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
        return loaded;
    }

    private LoadedConfig printWarnings(LoadedConfig loaded) {
        for (String warning : loaded.warnings()) {
            command.commandLine().getErr().println("hubbub: " + warning);
        }
        return loaded;
    }
}
