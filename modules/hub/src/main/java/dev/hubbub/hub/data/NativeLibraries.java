// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.data;

import dev.hubbub.hub.config.ConfigException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The libraries of SQLite and Netty contain native code, which they unpack before its first use: below the data
 * directory, as there may be no other directory that can be written. A killed process leaves its copies; the next one
 * removes them, unless other processes use the directory.
 */
public final class NativeLibraries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);
    private static final List<String> PROPERTIES = List.of("org.sqlite.tmpdir", "io.netty.native.workdir");

    private final FileChannel channel;

    private NativeLibraries(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Must be called before the first use of the libraries.
     *
     * @param data an existing directory; it is in use until this is closed, or the process ends
     * @throws ConfigException when the directory cannot hold programs
     */
    public static NativeLibraries unpackBelow(DataDir data) {
        Path directory = data.nativeDir();
        try {
            Files.createDirectories(directory, DataDir.onlyForOwner());
            checkExecutable(directory);
            FileChannel channel = FileChannel.open(
                    data.path().resolve("native.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            lock(channel, directory);
            PROPERTIES.forEach(
                    name -> System.setProperty(name, directory.toAbsolutePath().toString()));
            return new NativeLibraries(channel);
        } catch (IOException e) {
            throw new ConfigException("--data: " + data.path() + " (expected: a directory that can be written)");
        }
    }

    /** Each user holds a shared lock; the process that gets the exclusive one is alone. */
    private static void lock(FileChannel channel, Path directory) throws IOException {
        try {
            FileLock alone = channel.tryLock();
            if (alone != null) {
                removeLeftovers(directory);
                alone.release();
            }
            channel.lock(0, Long.MAX_VALUE, true);
        } catch (OverlappingFileLockException e) {
            LOG.debug("{} is in use by this process", directory);
        }
    }

    private static void removeLeftovers(Path directory) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void checkExecutable(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, "probe", "", DataDir.onlyForOwner());
        try {
            if (!Files.isExecutable(probe)) {
                throw new ConfigException("--data: " + directory + ": nothing can be executed there (expected: a file"
                        + " system without noexec: the native library of the store is unpacked there)");
            }
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("native.lock is not closed", e);
        }
    }
}
