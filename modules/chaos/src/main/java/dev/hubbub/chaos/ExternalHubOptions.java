// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import dev.hubbub.chaos.deployment.ExternalDeployment;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options about a hub that already runs. */
final class ExternalHubOptions {
    @Option(
            names = "--targets",
            split = ",",
            required = true,
            paramLabel = "URL",
            description = "Where its nodes listen: ws, wss, http or https. TLS goes without a proxy.")
    private List<URI> targets = List.of();

    @Option(names = "--token", paramLabel = "JWT", description = "One token for all clients.")
    private @Nullable String token;

    @Option(names = "--secret-file", paramLabel = "FILE", description = "The HS256 secret, to sign one for each.")
    private @Nullable Path secret;

    @Option(
            names = "--pid",
            paramLabel = "NAME=PID",
            description = "A process of this machine that may be halted, and killed if it can be started again.")
    private Map<String, Long> pids = Map.of();

    @Option(
            names = "--restart-command",
            paramLabel = "NAME=COMMAND",
            description = "Starts it again; ends when it is ready.")
    private Map<String, String> restartCommands = Map.of();

    @Option(
            names = "--admin",
            split = ",",
            paramLabel = "URL",
            description = "Where nodes tell /metrics: their gauges must go back to where they were.")
    private List<URI> admin = List.of();

    ExternalDeployment connect(Vertx vertx) {
        List<URI> nodeUrls = targets.stream().map(ExternalHubOptions::http).toList();
        return ExternalDeployment.at(
                vertx, new ExternalDeployment.Settings(nodeUrls, tokens(), pids, restartCommands, admin));
    }

    private UnaryOperator<String> tokens() {
        if ((token == null) == (secret == null)) {
            throw new IllegalArgumentException("--targets: no way to log in (expected: --token or --secret-file)");
        }
        if (token != null) {
            return user -> token;
        }
        try {
            Tokens signer = Tokens.hs256(Files.readString(secret).strip());
            return user -> signer.user(user).sign();
        } catch (IOException e) {
            throw new IllegalArgumentException("--secret-file: " + secret + " (expected: a readable file)", e);
        }
    }

    private static URI http(URI given) {
        String scheme = String.valueOf(given.getScheme()).replaceFirst("^ws", "http");
        if (!scheme.matches("https?") || given.getHost() == null) {
            throw new IllegalArgumentException(
                    "--targets: " + given + " (expected: ws://host:port, wss, http or https)");
        }
        return URI.create(given.toString().replaceFirst("^\\w+", scheme));
    }
}
