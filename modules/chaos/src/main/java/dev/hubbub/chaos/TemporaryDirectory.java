// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory that is deleted after the run. */
record TemporaryDirectory(Path path) implements AutoCloseable {
    TemporaryDirectory() throws IOException {
        this(Files.createTempDirectory("hubbub-chaos"));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
