// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Keeps the version of the store that was last forced to disk, in a file beside it. H2 opens a file whose end is cut
 * off at an older version; the watermark detects that, and the file is refused. To restore a store from a copy, copy
 * the watermark too, or delete it.
 */
final class StoreWatermark {
    private static final int PROBE_BYTES = 64 * 1024;

    private final Path file;
    private long written = -1;

    StoreWatermark(Path file) {
        this.file = file;
    }

    /** @param version of the opened store */
    void check(long version) {
        long minimum = read();
        if (version < minimum) {
            throw new IllegalStateException("its newest part is missing (version " + version + " of " + minimum + " by "
                    + file.getFileName() + ")");
        }
    }

    /** @param version that was forced to disk */
    void write(long version) throws IOException {
        if (version == written) {
            return;
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer text = ByteBuffer.wrap((version + "\n").getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true); // otherwise a power cut may leave an empty file under the final name
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        written = version;
    }

    /** Whether the directory of the store can be written. */
    boolean isWritable() {
        Path probe = file.resolveSibling("store.probe");
        try {
            Files.write(probe, new byte[PROBE_BYTES]);
            Files.delete(probe);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private long read() {
        try {
            return Long.parseLong(
                    Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException | NumberFormatException e) {
            throw new IllegalStateException(file.getFileName() + " cannot be read");
        }
    }
}
