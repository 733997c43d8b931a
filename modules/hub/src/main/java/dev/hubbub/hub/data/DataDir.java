// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.data;

import dev.hubbub.hub.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The directory for the key and the store of a hub. Only the owner of the process may read its files. */
public final class DataDir {
    private static final int KEY_BYTES = 32;

    private final Path path;

    /** @param path may be missing; {@link #create} makes it */
    public DataDir(Path path) {
        this.path = path;
    }

    /** The path of the directory. */
    public Path path() {
        return path;
    }

    /** The secret of HS256: 32 random bytes, as base64url on one line. */
    public Path keyFile() {
        return path.resolve("hub.key");
    }

    /** The tickets that were issued and are not used yet. */
    public Path ticketDir() {
        return path.resolve("tickets");
    }

    /** The address of the hub that runs with this directory, while it runs. */
    public Path addressFile() {
        return path.resolve("hub.address");
    }

    /** Where native libraries are unpacked. */
    public Path nativeDir() {
        return path.resolve("native");
    }

    /** Makes the directory if it is missing. */
    public DataDir create() {
        try {
            Files.createDirectories(path, onlyForOwner());
            return this;
        } catch (IOException e) {
            throw new ConfigException("--data: " + path + " (expected: a directory that can be made and written)");
        }
    }

    /** Refuses a directory that is missing. */
    public DataDir requireThere() {
        if (!Files.isDirectory(path)) {
            throw new ConfigException("--data: " + path + " (expected: the directory of a hub)");
        }
        return this;
    }

    /** Makes the key if it is missing. If several processes try at once, one succeeds and all use its key. */
    public DataDir createKey() {
        if (Files.exists(keyFile())) {
            return this;
        }
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            writeNew(keyFile(), Base64.getUrlEncoder().withoutPadding().encodeToString(key) + "\n");
        } catch (FileAlreadyExistsException e) {
            return this; // another process was faster
        } catch (IOException e) {
            throw new ConfigException("--data: " + path + " (expected: a directory that can be written)");
        }
        return this;
    }

    /** Makes a file with its whole content or not at all; only its owner may read it. */
    public static void writeNew(Path file, String text) throws IOException {
        Path temporary = Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new");
        try {
            Files.writeString(temporary, text, StandardCharsets.UTF_8);
            link(file, temporary);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** A link, unlike a move, never replaces a file. Some file systems have no links. */
    private static void link(Path file, Path temporary) throws IOException {
        try {
            Files.createLink(file, temporary);
        } catch (UnsupportedOperationException e) {
            Files.move(temporary, file);
        }
    }

    /** The attributes of a directory or a program that only the owner of the process may use. */
    static FileAttribute<?>[] onlyForOwner() {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> parsed = PosixFilePermissions.fromString("rwx------");
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(parsed)};
    }
}
