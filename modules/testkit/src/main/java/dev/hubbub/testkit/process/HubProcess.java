// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.process;

import dev.hubbub.testkit.token.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A hub in its own process, for tests that kill it or see it from outside.
 * The jar is the system property {@code hubbub.jar}, else {@code modules/hub/target/hubbub.jar} in the working
 * directory or above it.
 */
public final class HubProcess implements AutoCloseable {
    private static final String JAR = "hubbub.jar";
    /** Set by tests: a process that lives for seconds is not worth optimizing. */
    private static final String QUICK_START = "hubbub.quickstart";

    private static final String KEY_FILE = "hub.key";
    private static final Set<PosixFilePermission> ONLY_FOR_OWNER = PosixFilePermissions.fromString("rw-------");
    private static final String SECRET_SETTING = "HUB_AUTH_HS256";
    private static final Path BUILT = Path.of("modules", "hub", "target", JAR);

    private static final Pattern METRICS = Pattern.compile("^metrics http");
    private static final Set<String> SETTINGS = Set.of("--config", "--data");

    private static final List<String> LIMITS = List.of(
            "MESSAGES_PER_MINUTE",
            "MEMBERSHIP_CHANGES_PER_MINUTE",
            "TYPING_PER_SECOND",
            "SIGNALS_PER_SECOND",
            "REQUESTS_PER_SECOND",
            "SOCKETS_PER_USER",
            "FRAMES_PER_SECOND",
            "UPGRADES_PER_SECOND",
            "LOGIN_FAILURES_PER_MINUTE");

    private final JavaCommand command;
    private final JavaProcess process;

    private HubProcess(JavaCommand command) {
        this.command = command;
        this.process = command.start();
    }

    /**
     * A command of the hub's jar with a free admin port, such as {@code command("serve", "--config", file)}. It ends
     * without memory, as with the launcher.
     */
    public static JavaCommand command(String... arguments) {
        Path jar = jar();
        JavaCommand command = JavaCommand.jar(jar, arguments)
                .option("-XX:+ExitOnOutOfMemoryError")
                .env("HUB_ADMIN_PORT", "0");
        return startsQuickly() ? ClassArchive.use(command, jar) : command;
    }

    /** Whether tests want processes that start fast rather than run fast. */
    static boolean startsQuickly() {
        return Boolean.getBoolean(QUICK_START);
    }

    /** Starts {@code dev} or {@code serve}, and waits until it is ready. */
    public static HubProcess start(JavaCommand command) {
        return new HubProcess(command);
    }

    /** Starts {@code dev} on a free port with its data in this directory, and {@link #unlimited}. */
    public static HubProcess dev(Path data) {
        return start(unlimited(command("dev", "--port", "0", "--data", data.toString())));
    }

    /** Without the limits of users and addresses, which a fast test would exceed. */
    public static JavaCommand unlimited(JavaCommand command) {
        JavaCommand free = command.env("HUB_ROOMS_STRANGERS_PER_HOUR", "0");
        for (String limit : LIMITS) {
            free = free.env("HUB_LIMITS_" + limit, "0");
        }
        return free;
    }

    /** Where it listens, such as {@code http://127.0.0.1:40123}. */
    public String url() {
        return process.url();
    }

    /** Where its metrics are, for example {@code http://127.0.0.1:40125/metrics}. */
    public String metricsUrl() {
        return process.awaitLine(METRICS).substring("metrics ".length());
    }

    /**
     * A token that this hub accepts: signed here with the key of its data directory, or, where it has other settings, made
     * by its own {@code token} command.
     */
    public String token(String user) {
        List<String> settings = settings(command.arguments());
        Path key = keyFile(settings);
        return key == null || command.environment().containsKey(SECRET_SETTING)
                ? tokenOfCommand(user, settings)
                : Tokens.hs256(read(key)).user(user).sign();
    }

    /** The key of the data directory; null where other settings may say something else. */
    private static @Nullable Path keyFile(List<String> settings) {
        if (settings.size() != 2 || !settings.get(0).equals("--data")) {
            return null;
        }
        Path key = Path.of(settings.get(1), KEY_FILE);
        return Files.exists(key) ? key : null;
    }

    /** Makes the key of a data directory if there is none, as its first process would: for several that share it. */
    public static void createKey(Path data) {
        if (Files.exists(data.resolve(KEY_FILE))) {
            return;
        }
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        try {
            Files.createFile(data.resolve(KEY_FILE), PosixFilePermissions.asFileAttribute(ONLY_FOR_OWNER));
            Files.writeString(
                    data.resolve(KEY_FILE),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(key) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String tokenOfCommand(String user, List<String> settings) {
        List<String> words = new ArrayList<>(List.of("token", user));
        words.addAll(settings);
        JavaCommand.Finished run =
                command.arguments(words.toArray(String[]::new)).run();
        if (run.exit() != 0) {
            throw new AssertionError("token " + user + " ended with " + run.exit() + ": " + run.stderr());
        }
        return run.stdout().strip();
    }

    /** The process: its id, its processor time and its output. */
    public JavaProcess process() {
        return process;
    }

    /** Stops it (SIGTERM), waits, and returns the exit code. */
    public int stop() {
        return process.stop();
    }

    /** Kills it (SIGKILL). */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }

    /** The options that say where settings and data are, with their values. */
    static List<String> settings(List<String> arguments) {
        List<String> found = new ArrayList<>();
        for (int at = 0; at + 1 < arguments.size(); at++) {
            if (SETTINGS.contains(arguments.get(at))) {
                found.addAll(arguments.subList(at, at + 2));
            }
        }
        return found;
    }

    /** The jar to test. */
    public static Path jar() {
        String chosen = System.getProperty(JAR);
        if (chosen != null) {
            return Path.of(chosen);
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), above -> above != null, Path::getParent)
                .map(above -> above.resolve(BUILT))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no " + BUILT + " here or above (expected: built, or -Dhubbub.jar=<file>)"));
    }
}
