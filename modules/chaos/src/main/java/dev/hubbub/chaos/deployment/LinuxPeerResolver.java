// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deployment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.hubbub.chaos.proxy.PeerResolver;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the process at the other end of a connection in {@code /proc}, among those that were started here. Their
 * names are in their environment: they connect before their process ids are known.
 */
final class LinuxPeerResolver implements PeerResolver {
    private static final Path PROC = Path.of("/proc");
    private static final List<String> TABLES = List.of("net/tcp", "net/tcp6");

    /** Columns of these tables; see proc_net_tcp in the kernel's documentation. */
    private static final int LOCAL = 1;

    private static final int REMOTE = 2;
    private static final int INODE = 9;

    /** The environment variable with the name of a process. */
    static final String NAME = "CHAOS_NAME";

    private final Vertx vertx;

    LinuxPeerResolver(Vertx vertx) {
        this.vertx = vertx;
    }

    static boolean isSupported() {
        return Files.isReadable(PROC.resolve(TABLES.get(0)));
    }

    @Override
    public Future<String> resolve(int port, int proxyPort) {
        return vertx.executeBlocking(
                () -> inode(port, proxyPort)
                        .flatMap(LinuxPeerResolver::holder)
                        .orElseThrow(() -> new IOException("no process started here calls from port " + port)),
                false);
    }

    private static Optional<String> inode(int port, int proxyPort) throws IOException {
        for (Path table :
                TABLES.stream().map(PROC::resolve).filter(Files::isReadable).toList()) {
            try (Stream<String> lines = Files.lines(table)) {
                Optional<String> found = lines.map(line -> line.strip().split(" +"))
                        .filter(row -> row.length > INODE && ends(row[LOCAL], port) && ends(row[REMOTE], proxyPort))
                        .map(row -> row[INODE])
                        .findAny();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean ends(String address, int port) {
        return address.endsWith(String.format(Locale.ROOT, ":%04X", port));
    }

    private static Optional<String> holder(String inode) {
        return ProcessHandle.current()
                .children()
                .map(ProcessHandle::pid)
                .filter(pid -> holds(pid, "socket:[" + inode + "]"))
                .findAny()
                .flatMap(LinuxPeerResolver::nameOf);
    }

    private static Optional<String> nameOf(long pid) {
        try {
            return Stream.of(Files.readString(PROC.resolve(pid + "/environ"), ISO_8859_1)
                            .split("\0"))
                    .filter(variable -> variable.startsWith(NAME + "="))
                    .map(variable -> variable.substring(NAME.length() + 1))
                    .findAny();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static boolean holds(long pid, String socket) {
        try (Stream<Path> files = Files.list(PROC.resolve(pid + "/fd"))) {
            return files.anyMatch(file -> isLinkTo(file, socket));
        } catch (IOException | UncheckedIOException gone) {
            return false;
        }
    }

    private static boolean isLinkTo(Path file, String socket) {
        try {
            return Files.readSymbolicLink(file).toString().equals(socket);
        } catch (IOException closed) {
            return false;
        }
    }
}
