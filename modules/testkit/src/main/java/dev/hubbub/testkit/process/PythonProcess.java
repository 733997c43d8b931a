// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.process;

import dev.hubbub.testkit.await.Recorder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A running Python program that printed the line {@code ready}. */
public final class PythonProcess implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int KEPT_LINES = 2_000;

    private final Process process;
    private final Recorder<String> lines = Recorder.newest(KEPT_LINES);

    private PythonProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a script, and waits until it is ready. */
    public static PythonProcess start(Path script, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder("python3", "-B", script.toString()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            PythonProcess started = new PythonProcess(builder.start());
            started.awaitLine("ready");
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader text =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            text.lines().forEach(lines::add);
            lines.end("the process has ended");
        } catch (IOException | UncheckedIOException e) {
            lines.end("the process has been ended");
        }
    }

    /** Waits for a line that begins so. */
    public void awaitLine(String beginning) {
        lines.first(line -> line.startsWith(beginning), "line with " + beginning, TIMEOUT);
    }

    /** What it has printed. */
    public List<String> output() {
        return lines.items();
    }

    /** Ends it at once, by its process id. */
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
    }
}
