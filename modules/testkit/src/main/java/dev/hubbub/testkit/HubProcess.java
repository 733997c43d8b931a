// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A hub, or its store, as a process of its own: what a test needs that kills it, or that looks at it from outside.
 * The jar is the system property {@code hubbub.jar}, else {@code modules/hub/target/hubbub.jar} in the working
 * directory or above it.
 */
public final class HubProcess implements AutoCloseable {
    private static final String JAR = "hubbub.jar";
    private static final Path BUILT = Path.of("modules", "hub", "target", JAR);

    private final JavaCommand command;
    private final JavaProcess process;

    private HubProcess(JavaCommand command) {
        this.command = command;
        this.process = command.start();
    }

    /** A command of the hub's jar, for example {@code command("serve", "--config", file).env(name, value)}. */
    public static JavaCommand command(String... arguments) {
        return JavaCommand.jar(jar(), arguments);
    }

    /** Starts {@code dev}, {@code serve} or {@code store}, and waits until it is ready. */
    public static HubProcess start(JavaCommand command) {
        return new HubProcess(command);
    }

    /** Starts {@code dev} on a free port with its data in this directory. */
    public static HubProcess dev(Path data) {
        return start(command("dev", "--port", "0", "--data", data.toString()));
    }

    /** Where it listens, for example {@code http://127.0.0.1:40123} or, for a store, {@code mongodb://127.0.0.1:40124}. */
    public String url() {
        return process.url();
    }

    /** A token that this hub accepts, made by its own {@code token} command from the same data directory. */
    public String token(String user) {
        JavaCommand.Finished run =
                command.arguments("token", user, "--data", data()).run();
        if (run.exit() != 0) {
            throw new AssertionError("token " + user + " ended with " + run.exit() + ": " + run.stderr());
        }
        return run.stdout().strip();
    }

    /** The process, for its id, its processor time and its output. */
    public JavaProcess process() {
        return process;
    }

    /** Ends it in order (SIGTERM), waits, and gives the exit code. */
    public int stop() {
        return process.stop();
    }

    /** Ends it at once (SIGKILL). */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }

    private String data() {
        List<String> arguments = command.arguments();
        int at = arguments.indexOf("--data");
        if (at < 0 || at + 1 == arguments.size()) {
            throw new IllegalStateException(command + " was started without --data");
        }
        return arguments.get(at + 1);
    }

    /** The jar to test. */
    static Path jar() {
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
