// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SecantusDB, a MongoDB server in Python over WiredTiger: a second server for the tests of the MongoDB adapter, which is
 * never shipped. It is installed below {@code target} by {@code python3 -m venv} and {@code pip}. Blocks.
 */
public final class SecantusServer implements AutoCloseable {
    private static final String PACKAGE = "SecantusDB==0.7.0b3";
    private static final Path TARGET = Path.of("target");
    private static final Path PYTHON = TARGET.resolve("secantus");
    private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final String address;

    private SecantusServer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** A server that keeps nothing, on a free port of the loopback interface. */
    public static SecantusServer start() {
        try {
            install();
            Process process = new ProcessBuilder(
                            PYTHON.resolve("bin/secantusd-py").toString(),
                            "--host",
                            "127.0.0.1",
                            "--port",
                            "0",
                            "--storage-path",
                            ":memory:")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            return new SecantusServer(process, address(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One virtual machine installs it, the others wait. */
    private static void install() throws IOException {
        Files.createDirectories(TARGET);
        Path ready = PYTHON.resolve("ready");
        Path lockFile = TARGET.resolve("secantus.lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(ready)) {
                run(List.of("python3", "-m", "venv", PYTHON.toString()));
                run(List.of(PYTHON.resolve("bin/pip").toString(), "install", "--quiet", PACKAGE));
                Files.createFile(ready);
            }
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " failed (expected: exit code 0 within 5 minutes)");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(String.join(" ", command) + " was interrupted", e);
        }
    }

    /** Reads until the server listens; what it prints later is dropped. */
    private static String address(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread drain = new Thread(() -> output.lines().forEach(dropped -> {}), "secantus");
                drain.setDaemon(true);
                drain.start();
                return listening.group(1);
            }
        }
        throw new IOException("secantusd-py ended (expected: it listens)");
    }

    /** For a MongoDB driver, which else tries again for long when the server was closed. */
    public String connectionString() {
        return "mongodb://" + address + "/?serverSelectionTimeoutMS=1000";
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
