// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A server under test, in its own process.
 *
 * @param name in the report
 * @param meter what the process uses
 * @param endpoint that senders and readers connect to
 * @param data where it stores; null where it stores nothing
 * @param start how long it took until it was ready
 * @param control how it is ended
 */
public record ServerUnderTest(
        String name, ProcessMeter meter, ServerEndpoint endpoint, @Nullable Path data, Duration start, Control control)
        implements AutoCloseable {
    /** Ends a server. */
    @FunctionalInterface
    public interface Control {
        /** Ends its processes, and deletes what it stored. */
        void end();

        /**
         * Kills the process of the last node, waits until its clients can come back, and returns where. {@link #end}
         * ends that server too.
         */
        default ServerUnderTest killAndReplace(ServerUnderTest server) {
            throw new IllegalStateException("nothing takes the clients of this server over");
        }
    }

    /** All servers have the same heap. */
    static final String HEAP_MEGABYTES = "512";

    static final String HEAP = "-Xmx" + HEAP_MEGABYTES + "m";

    /** The bytes of its files. */
    public OptionalLong storedBytes() {
        return data == null ? OptionalLong.empty() : OptionalLong.of(WorkFolder.size(data));
    }

    /** Kills the process of the last node, and returns the server that takes its clients over. */
    public ServerUnderTest killAndReplace() {
        return control.killAndReplace(this);
    }

    @Override
    public void close() {
        control.end();
    }
}
