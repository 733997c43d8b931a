// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.CountDownLatch;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePathWrapper;

/** An H2 file system, named "pausing:", whose writes a test can pause. */
public final class PausingFiles extends FilePathWrapper {
    private static volatile Pause pause;

    /** Blocks writes until it is resumed. */
    static final class Pause {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        /** Waits until a write is blocked. */
        void awaitWrite() throws InterruptedException {
            reached.await();
        }

        void resume() {
            opened.countDown();
        }

        private void pass() throws IOException {
            reached.countDown();
            try {
                opened.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    static Pause pause() {
        pause = new Pause();
        return pause;
    }

    @Override
    public String getScheme() {
        return "pausing";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new PausingChannel(getBase().open(mode));
    }

    private static final class PausingChannel extends FileBaseDefault {
        private final FileChannel file;

        PausingChannel(FileChannel file) {
            this.file = file;
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            Pause current = pause;
            if (current != null) {
                current.pass();
            }
            return file.write(from, position);
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
            file.force(metaData);
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
