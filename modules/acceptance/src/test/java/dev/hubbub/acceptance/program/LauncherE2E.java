// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.program;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with the Java of these tests and the built jar; its other cases are in the hub's {@code LauncherTest}. */
final class LauncherE2E {
    private static final Path LAUNCHER = Path.of("../hub/bin/hubbub").toAbsolutePath();
    private static final int SIGTERM = 143;

    /** As for other processes of tests. */
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @TempDir
    private Path folder;

    @Test
    void secondStartUsesTheClassArchiveOfTheFirstButNotABrokenOne() throws Exception {
        Path data = folder.resolve("the data");
        Process first = start(data);
        try {
            assertThat(archives(first)).isEmpty();
            await("archive").atMost(120, SECONDS).until(() -> archive(data).isPresent());
        } finally {
            assertThat(stop(first)).isEqualTo(SIGTERM);
        }
        Process second = start(data);
        try {
            assertThat(archives(second)).containsExactly(archive(data).orElseThrow());
        } finally {
            assertThat(stop(second)).isEqualTo(SIGTERM);
        }
        cut(archive(data).orElseThrow());
        Process token = launch("token", "ann", "--data", data.toString());
        assertThat(token.inputReader().readLine()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
        assertThat(token.waitFor()).isZero();
    }

    /** Until it is ready. */
    private static Process start(Path data) throws IOException {
        Process process = launch("dev", "--port", "0", "--data", data.toString());
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        assertThat(lines.readLine()).startsWith("ready http://127.0.0.1:");
        return process;
    }

    private static Process launch(String... arguments) throws IOException {
        List<String> command = Stream.concat(Stream.of(LAUNCHER.toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HUB_ADMIN_PORT", "0");
        builder.environment().put("JDK_JAVA_OPTIONS", String.join(" ", QUICK));
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    private static int stop(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(60, SECONDS)).isTrue();
        return process.exitValue();
    }

    /** The archive of a data directory, when it is complete. */
    private static Optional<Path> archive(Path data) {
        try (Stream<Path> files = Files.list(data.resolve("classes"))) {
            return files.filter(file -> file.toString().endsWith(".jsa")).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that a process has mapped, but for that of Java itself. */
    private List<Path> archives(Process process) throws IOException {
        Path maps = Path.of("/proc", String.valueOf(process.pid()), "maps");
        try (Stream<String> lines = Files.lines(maps)) {
            return lines.filter(line -> line.endsWith(".jsa") && line.contains(folder.toString()))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .distinct()
                    .toList();
        }
    }

    /** As a full disk leaves it: a JDK 17 that maps it crashes. */
    private static void cut(Path archive) throws IOException {
        byte[] whole = Files.readAllBytes(archive);
        Files.delete(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
    }
}
