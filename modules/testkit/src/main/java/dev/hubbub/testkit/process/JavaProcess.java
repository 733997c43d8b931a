// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.process;

import dev.hubbub.testkit.await.Recorder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A running Java program that printed {@code ready URL} to its standard output. Ends with this object, and with the
 * virtual machine of the tests.
 */
public final class JavaProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready (\\S+://\\S+).*");
    private static final int KEPT_LINES = 2_000;

    private final JavaCommand command;
    /** Ended through its handle: {@code Process.destroy} would close the streams too, and lose the last output. */
    private final Process process;

    private final Recorder<String> stdout = Recorder.newest(KEPT_LINES);
    private final Recorder<String> stderr = Recorder.newest(KEPT_LINES);
    private final Thread shutdownHook;
    private String url = ""; // until it is ready

    private JavaProcess(JavaCommand command) {
        this.command = command;
        this.process = command.spawn();
        this.shutdownHook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        follow(process.getInputStream(), stdout);
        follow(process.getErrorStream(), stderr);
    }

    static JavaProcess start(JavaCommand command) {
        JavaProcess started = new JavaProcess(command);
        try {
            String line = started.stdout.first(
                    text -> READY.matcher(text).matches(), "ready line of " + command, command.timeout());
            Matcher ready = READY.matcher(line);
            started.url = ready.matches() ? ready.group(1) : line;
            return started;
        } catch (AssertionError e) {
            started.close();
            throw new AssertionError(e.getMessage() + "\n" + String.join("\n", started.output()), e);
        }
    }

    /** The URL of its ready line. */
    public String url() {
        return url;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** The processor time that it has used, user and system. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The newest lines of standard output, then those of standard error. */
    public List<String> output() {
        return Stream.concat(stdout.items().stream(), stderr.items().stream()).toList();
    }

    /** Waits for a matching line of its standard output, and returns it. */
    public String awaitLine(Pattern pattern) {
        return stdout.first(line -> pattern.matcher(line).find(), "line like " + pattern, command.timeout());
    }

    /** Stops it (SIGTERM), waits, and returns the exit code. */
    public int stop() {
        process.toHandle().destroy();
        return awaitExit();
    }

    /** Kills it (SIGKILL): it writes nothing more, not even what it has buffered. */
    public void kill() {
        process.toHandle().destroyForcibly();
        awaitExit();
    }

    @Override
    public void close() {
        kill();
    }

    private int awaitExit() {
        try {
            if (!process.waitFor(command.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(command + " has not ended within " + command.timeout() + "\n" + output());
            }
            removeShutdownHook();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + command, e);
        }
    }

    private void removeShutdownHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException shuttingDown) {
            // the hook runs now, and finds nothing to do
        }
    }

    private static void follow(InputStream stream, Recorder<String> lines) {
        Thread reader = new Thread(() -> {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                text.lines().forEach(lines::add);
                lines.end("the process has ended");
            } catch (IOException | UncheckedIOException e) {
                lines.end("the process has been ended");
            }
        });
        reader.setDaemon(true);
        reader.start();
    }
}
