// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/** Where peers are built, which is kept for the next run, and where servers store, which is not. */
public record WorkFolder(Path path) {
    /** The folder of this name below that for temporary files. */
    public static WorkFolder standard() {
        return new WorkFolder(Path.of(System.getProperty("java.io.tmpdir"), "hubbub-bench"));
    }

    /** A folder in it, which is made. */
    Path folder(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new folder for the data of a server. */
    Path data() {
        try {
            return Files.createTempDirectory(folder("data"), "hub");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies files of this package into a folder. */
    static void copy(String from, Path folder, String... names) {
        for (String name : names) {
            String resource = from.isEmpty() ? name : from + "/" + name;
            try (InputStream content =
                    Objects.requireNonNull(WorkFolder.class.getResourceAsStream(resource), resource)) {
                Files.copy(content, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The bytes of all files below a folder. */
    static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toFile)
                    .filter(file -> file.isFile())
                    .mapToLong(file -> file.length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
