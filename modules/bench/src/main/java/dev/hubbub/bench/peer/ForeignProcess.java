// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Programs that are not Java: a server that is ready when its port is open, or a command that builds one. */
final class ForeignProcess implements AutoCloseable {
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final Duration BUILD = Duration.ofMinutes(20);
    private static final String LOOPBACK = "127.0.0.1";

    private final Process process;
    private final int port;
    private final Thread shutdownHook;
    private Duration start = Duration.ZERO; // until it is ready

    private ForeignProcess(Process process, int port) {
        this.process = process;
        this.port = port;
        this.shutdownHook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    /** Starts a server on this port of loopback, and waits until it is open. */
    static ForeignProcess start(List<String> command, Path folder, int port) {
        return start(command, folder, port, Map.of());
    }

    /** The same with these environment variables. */
    static ForeignProcess start(List<String> command, Path folder, int port, Map<String, String> environment) {
        Path log = folder.resolve("server.log");
        long begun = System.nanoTime();
        ForeignProcess started = new ForeignProcess(spawn(command, folder, log, environment), port);
        long deadline = System.nanoTime() + START_NANOS;
        while (!started.listens()) {
            if (!started.process.isAlive() || System.nanoTime() > deadline) {
                started.close();
                throw new IllegalStateException(command.get(0) + " did not listen on port " + port + ", see " + log);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        started.start = Duration.ofNanos(System.nanoTime() - begun);
        return started;
    }

    /** Runs a command to its end; returns why it failed, else null. */
    static @Nullable String run(List<String> command, Path folder, Map<String, String> environment) {
        Path log = folder.resolve("install.log");
        try {
            Process running = spawn(command, folder, log, environment);
            if (!running.waitFor(BUILD.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly();
                return command.get(0) + " took more than " + BUILD.toMinutes() + " minutes, see " + log;
            }
            return running.exitValue() == 0 ? null : String.join(" ", command) + " failed, see " + log;
        } catch (UncheckedIOException absent) {
            return "there is no " + command.get(0) + " here";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static Process spawn(List<String> command, Path folder, Path log, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(folder);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** How long it took until its port was open. */
    Duration start() {
        return start;
    }

    URI url(String scheme) {
        return URI.create(scheme + "://" + LOOPBACK + ":" + port);
    }

    long pid() {
        return process.pid();
    }

    ProcessMeter meter() {
        return ProcessMeter.of(process.pid(), false);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        Runtime.getRuntime().removeShutdownHook(shutdownHook);
    }
}
