// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A command line for the Java that runs the tests; each method returns a new one.
 *
 * @param program the jar or the class path with the main class, as options of {@code java}
 * @param options of the virtual machine
 * @param environment in addition to that of the tests
 * @param arguments of the program
 * @param timeout how long a start, an end or a whole run may take
 */
public record JavaCommand(
        List<String> program,
        List<String> options,
        Map<String, String> environment,
        List<String> arguments,
        Duration timeout) {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    public JavaCommand {
        program = List.copyOf(program);
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
    }

    /** The exit code and the output of a run. */
    public record Finished(int exit, String stdout, String stderr) {}

    /** Runs a jar. */
    public static JavaCommand jar(Path jar, String... arguments) {
        return new JavaCommand(List.of("-jar", jar.toString()), List.of(), Map.of(), List.of(arguments), TIMEOUT);
    }

    /** Runs a main class from the class path of the tests. */
    public static JavaCommand main(Class<?> main, String... arguments) {
        List<String> program = List.of("-cp", System.getProperty("java.class.path"), main.getName());
        return new JavaCommand(program, List.of(), Map.of(), List.of(arguments), TIMEOUT);
    }

    /** With one more option of the virtual machine, for example {@code -Xmx64m}. */
    public JavaCommand option(String option) {
        List<String> more = new ArrayList<>(options);
        more.add(option);
        return new JavaCommand(program, more, environment, arguments, timeout);
    }

    /** With the options of a virtual machine that lives for seconds, and is not worth optimizing. */
    JavaCommand quick() {
        return option("-XX:TieredStopAtLevel=1").option("-XX:+UseSerialGC");
    }

    /** With one more environment variable. */
    public JavaCommand env(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new JavaCommand(program, options, more, arguments, timeout);
    }

    /** With other arguments. */
    public JavaCommand arguments(String... others) {
        return new JavaCommand(program, options, environment, List.of(others), timeout);
    }

    /** With another time-out. */
    public JavaCommand timeout(Duration atMost) {
        return new JavaCommand(program, options, environment, arguments, atMost);
    }

    /** Starts the program, and waits until it prints {@code ready URL}. */
    public JavaProcess start() {
        return JavaProcess.start(this);
    }

    /** Runs the program to its end. */
    public Finished run() {
        Process process = spawn();
        try {
            process.getOutputStream().close();
            CompletableFuture<String> stdout = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            CompletableFuture<String> stderr = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(this + " has not ended within " + timeout);
            }
            return new Finished(process.exitValue(), stdout.join(), stderr.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + this, e);
        } finally {
            process.destroyForcibly();
        }
    }

    Process spawn() {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(options);
        words.addAll(program);
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The arguments; the environment may hold secrets. */
    @Override
    public String toString() {
        return "java " + program.get(program.size() - 1) + " " + String.join(" ", arguments);
    }
}
