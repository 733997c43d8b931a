// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.AuthConfig;
import dev.hubbub.hub.config.ConfigException;
import dev.hubbub.hub.login.TokenSigner;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints a token, and nothing else, on the standard output. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Prints a token that a hub with the same settings and data directory accepts.")
final class TokenCommand implements Runnable {
    @ParentCommand
    private HubbubCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings;

    @Parameters(paramLabel = "USER", description = "the id of the user")
    private UserId user;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "12h",
            converter = DurationConverter.class,
            description = "how long it is valid, for example 90s, 30m, 12h, 7d (default: ${DEFAULT-VALUE})")
    private Duration ttl = Duration.ofHours(12);

    @Option(names = "--name", paramLabel = "TEXT", description = "the display name")
    private @Nullable String name;

    @Option(names = "--role", paramLabel = "TEXT", description = "what your app calls this user")
    private @Nullable String role;

    @Option(names = "--create-rooms", description = "the user may create rooms")
    private boolean createRooms;

    @Option(names = "--server", description = "the user is your app's own server")
    private boolean server;

    @Option(names = "--claim", paramLabel = "NAME=VALUE", description = "another claim; a JSON value, or a text")
    private Map<String, String> claims = Map.of();

    @Override
    public void run() {
        AuthConfig auth = auth();
        requireLife(auth.accepted().maxLifeSeconds());
        String token =
                new TokenSigner(auth, Clock.systemUTC()).sign(user, new Profile(name, null, role), claims(auth), ttl);
        spec.commandLine().getOut().println(token);
    }

    private void requireLife(int maxSeconds) {
        if (ttl.toSeconds() > maxSeconds) {
            throw new ConfigException(
                    "--ttl: " + ttl.toSeconds() + " s (expected: at most auth.maxLifeSeconds, " + maxSeconds + " s)");
        }
    }

    /**
     * Makes the key of the data directory if it is missing, so that a hub that starts there later accepts the token. A directory
     * that is not there is a slip: no hub would accept the token.
     */
    private AuthConfig auth() {
        AuthConfig auth = settings.load(parent, Map.of()).config().auth();
        if (!auth.hasKey()) {
            settings.data().requireThere().createKey();
            auth = settings.load(parent, Map.of()).config().auth();
        }
        if (auth.secret() == null) {
            throw new ConfigException("auth.hs256: not set (expected: a secret to sign with)");
        }
        return auth;
    }

    private Map<String, Object> claims(AuthConfig auth) {
        Map<String, Object> all = new HashMap<>();
        claims.forEach((claim, text) -> all.put(claim, parseValue(text)));
        if (createRooms) {
            all.put(auth.claims().create(), true);
        }
        if (server) {
            all.put(auth.claims().server(), true);
        }
        return all;
    }

    private static Object parseValue(String text) {
        try {
            return Json.decodeValue(text);
        } catch (DecodeException e) {
            return text;
        }
    }
}
