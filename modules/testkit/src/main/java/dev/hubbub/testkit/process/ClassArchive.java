// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.process;

import dev.hubbub.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The classes of a hub's jar, prepared for the Java of the tests (AppCDS): a start takes half the processor time. Made
 * once for a jar and a Java, beside the jar.
 */
final class ClassArchive {
    private static final Object MAKING = new Object();

    /** The options by which a hub of this jar starts fast. */
    static JavaCommand use(JavaCommand command, Path jar) {
        return command.quick().option("-XX:SharedArchiveFile=" + of(jar));
    }

    private static Path of(Path jar) {
        Path file = jar.resolveSibling(jar.getFileName() + "-" + Runtime.version() + ".jsa")
                .toAbsolutePath();
        synchronized (MAKING) {
            try {
                if (!Files.exists(file) || isOlder(file, jar)) {
                    make(file, jar);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return file;
    }

    private static boolean isOlder(Path file, Path other) throws IOException {
        return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) < 0;
    }

    /** At once whole or not there, as other tests may run at the same time. */
    private static void make(Path file, Path jar) throws IOException {
        Path work = Files.createTempDirectory(file.getParent(), "archive");
        Path part = work.resolve("classes.jsa");
        JavaProcess.start(node(jar, work.resolve("data")).quick().option("-XX:ArchiveClassesAtExit=" + part))
                .stop();
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (Stream<Path> left = Files.walk(work)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** A node of a cluster: it has the classes of a hub alone, and those of Hazelcast. */
    private static JavaCommand node(Path jar, Path data) throws IOException {
        Files.createDirectory(data);
        HubProcess.createKey(data);
        int port = Ports.free(1).get(0);
        return JavaCommand.jar(jar, "serve", "--cluster", "--port", "0", "--data", data.toString())
                .env("HUB_ADMIN_PORT", "0")
                .env("HUB_CLUSTER_NAME", "archive-" + UUID.randomUUID())
                .env("HUB_CLUSTER_PORT", String.valueOf(port))
                .env("HUB_CLUSTER_MEMBERS", "127.0.0.1:" + port)
                .env("HUB_PERSISTENCE_DIRECTORY", data.resolve("store").toString());
    }

    private ClassArchive() {}
}
