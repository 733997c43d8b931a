// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where a Chromium is: the system property {@code hubbub.browser}, else one on the path, else, for root on Debian, the
 * one that apt installs.
 */
final class Browser {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    static Path find() throws IOException, InterruptedException {
        Optional<Path> there = installed();
        if (there.isPresent()) {
            return there.get();
        }
        if (!Files.isExecutable(Path.of("/usr/bin/apt-get")) || !"root".equals(System.getProperty("user.name"))) {
            throw new IllegalStateException("no browser (expected: chromium on the path, or -Dhubbub.browser=<file>)");
        }
        run("apt-get", "update", "-qq");
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation");
        return installed().orElseThrow();
    }

    private static Optional<Path> installed() {
        String chosen = System.getProperty("hubbub.browser");
        if (chosen != null) {
            return Optional.of(Path.of(chosen));
        }
        return Arrays.stream(System.getenv("PATH").split(":"))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        Process process = builder.start();
        if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(Stream.of(command).toList() + " failed");
        }
    }

    private Browser() {}
}
