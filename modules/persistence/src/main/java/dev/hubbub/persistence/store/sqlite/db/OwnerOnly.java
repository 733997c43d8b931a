// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite.db;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that only the user of the process may read, where the file system has such rights. */
public final class OwnerOnly {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    static void createFile(Path file) throws IOException {
        Files.createFile(file, attributes(FILE));
    }

    /** Makes those that are missing. */
    static void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, attributes(DIRECTORY));
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> rights) {
        return POSIX ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)} : new FileAttribute<?>[0];
    }

    /** Takes the rights of others away from a file of an older version; it may be missing. */
    public static void restrict(Path file) {
        try {
            if (POSIX && Files.exists(file) && !FILE.equals(Files.getPosixFilePermissions(file))) {
                Files.setPosixFilePermissions(file, FILE);
            }
        } catch (IOException e) {
            LOG.warn("{}: others may read it, and that cannot be changed: {}", file, e.toString());
        }
    }

    private OwnerOnly() {}
}
