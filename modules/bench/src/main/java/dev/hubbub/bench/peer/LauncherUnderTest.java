// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import dev.hubbub.testkit.Ports;
import dev.hubbub.testkit.process.HubProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The hub as its launcher starts it. The class archive is made once for a jar, and is there at each start. */
final class LauncherUnderTest {
    private static final String FOLDER = "launcher";
    private static final String CLASSES = "classes";
    private static final Duration ARCHIVE = Duration.ofMinutes(2);

    /** Lets a first start make the archive; returns why there is none, else null. */
    static @Nullable String install(WorkFolder work) {
        try {
            Path launcher = launcher();
            if (!Files.isExecutable(launcher)) {
                return launcher + " is not there";
            }
            Path data = work.folder(FOLDER);
            WorkFolder.delete(data);
            HubProcess.createKey(Files.createDirectories(data));
            ForeignProcess first = launch(data, Map.of());
            try {
                return awaitArchive(data.resolve(CLASSES));
            } finally {
                first.close();
            }
        } catch (IOException | IllegalStateException e) {
            return e.getMessage();
        }
    }

    static ServerUnderTest start(PeerSetup setup) {
        Path data = HubUnderTest.newData(setup);
        copyArchive(setup.work().folder(FOLDER).resolve(CLASSES), data.resolve(CLASSES));
        Map<String, String> settings =
                HubUnderTest.withoutLimits(HubProcess.command(), setup).environment();
        return HubUnderTest.start(setup, "hub-launcher", data, () -> {
            ForeignProcess process = launch(data, settings);
            String scheme = setup.certificate() == null ? "http" : "https";
            return new HubUnderTest.Running(process.url(scheme), process.pid(), process::close);
        });
    }

    private static Path launcher() {
        return HubProcess.jar().toAbsolutePath().resolve("../../bin/hubbub").normalize();
    }

    /** The archive is for this jar, this Java and these options of it. */
    private static ForeignProcess launch(Path data, Map<String, String> settings) {
        int port = Ports.free();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("HUBBUB_JAR", HubProcess.jar().toAbsolutePath().toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("JDK_JAVA_OPTIONS", ServerUnderTest.HEAP);
        environment.put("HUB_ADMIN_PORT", "0");
        List<String> command = List.of(
                launcher().toString(),
                "dev",
                "--port",
                Integer.toString(port),
                "--data",
                data.toAbsolutePath().toString());
        return ForeignProcess.start(command, data, port, environment);
    }

    private static @Nullable String awaitArchive(Path classes) throws IOException {
        long deadline = System.nanoTime() + ARCHIVE.toNanos();
        while (System.nanoTime() < deadline) {
            if (!archives(classes).isEmpty()) {
                return null;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        return "the launcher has made no class archive within " + ARCHIVE.toSeconds() + " s";
    }

    private static List<Path> archives(Path classes) throws IOException {
        if (!Files.isDirectory(classes)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(classes)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    private static void copyArchive(Path from, Path to) {
        try {
            Files.createDirectories(to);
            for (Path archive : archives(from)) {
                Files.copy(archive, to.resolve(archive.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LauncherUnderTest() {}
}
