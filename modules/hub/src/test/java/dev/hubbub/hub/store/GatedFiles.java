// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.CountDownLatch;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePathWrapper;

/** H2's files, named "gated:", of which a test can hold up the writing. */
public final class GatedFiles extends FilePathWrapper {
    private static volatile Gate gate;

    /** Holds up whoever writes until it is opened. */
    static final class Gate {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        /** Waits until a write has come to it. */
        void awaitWrite() throws InterruptedException {
            reached.await();
        }

        void open() {
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

    static Gate shut() {
        gate = new Gate();
        return gate;
    }

    @Override
    public String getScheme() {
        return "gated";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Gated(getBase().open(mode));
    }

    private static final class Gated extends FileBaseDefault {
        private final FileChannel file;

        Gated(FileChannel file) {
            this.file = file;
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            Gate shut = gate;
            if (shut != null) {
                shut.pass();
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
