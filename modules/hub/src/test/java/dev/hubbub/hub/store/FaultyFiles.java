// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePathWrapper;

/** An H2 file system, named "faulty:", whose disk a test can fill, or cut from its power. */
public final class FaultyFiles extends FilePathWrapper {
    static final String SCHEME = "faulty:";

    private static final int MAX_WRITES = 10_000;
    private static volatile boolean full;
    private static volatile boolean unforced;
    private static final List<Write> UNFORCED = new ArrayList<>();

    /** The bytes that a write replaced, and the new bytes. */
    private record Write(long position, Buffer before, Buffer after, long size) {}

    /** Whether all writes fail from now on. */
    static void full(boolean now) {
        full = now;
    }

    /** Whether forcing to disk fails from now on. */
    static void unforced(boolean now) {
        unforced = now;
    }

    /**
     * Copies the file as a power cut would leave it now: without some or all writes that were not forced to disk.
     */
    static void leaveBehind(Path file, Path copy, Random random) throws IOException {
        synchronized (UNFORCED) {
            Files.copy(file, copy);
            try (FileChannel left = FileChannel.open(copy, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                for (int i = UNFORCED.size() - 1; i >= 0; i--) {
                    left.write(
                            ByteBuffer.wrap(UNFORCED.get(i).before().getBytes()),
                            UNFORCED.get(i).position());
                    left.truncate(UNFORCED.get(i).size());
                }
                int kept = random.nextInt(3); // the share of writes to keep, in thirds
                for (Write write : UNFORCED) {
                    if (random.nextInt(3) < kept) {
                        left.write(ByteBuffer.wrap(write.after().getBytes()), write.position());
                    }
                }
            }
        }
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new FaultyChannel(getBase().open(mode));
    }

    private static final class FaultyChannel extends FileBaseDefault {
        private final FileChannel file;

        FaultyChannel(FileChannel file) {
            this.file = file;
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            synchronized (UNFORCED) {
                if (UNFORCED.size() > MAX_WRITES) {
                    UNFORCED.clear(); // this test cuts no power
                }
                ByteBuffer before = ByteBuffer.allocate(from.remaining());
                long size = file.size();
                while (before.hasRemaining() && file.read(before, position + before.position()) > 0) {
                    // the rest is zeros
                }
                byte[] after = new byte[from.remaining()];
                from.duplicate().get(after);
                UNFORCED.add(new Write(position, Buffer.buffer(before.array()), Buffer.buffer(after), size));
                return file.write(from, position);
            }
        }

        @Override
        public synchronized int read(ByteBuffer to, long position) throws IOException {
            return file.read(to, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void force(boolean metaData) throws IOException {
            if (unforced) {
                throw new IOException("Input/output error");
            }
            synchronized (UNFORCED) {
                UNFORCED.clear();
                file.force(metaData);
            }
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
