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
 * @param end ends the process, and deletes what it stored
 */
public record ServerUnderTest(
        String name, ProcessMeter meter, ServerEndpoint endpoint, @Nullable Path data, Duration start, Runnable end)
        implements AutoCloseable {
    /** All servers have the same heap. */
    static final String HEAP_MEGABYTES = "512";

    static final String HEAP = "-Xmx" + HEAP_MEGABYTES + "m";

    /** The bytes of its files. */
    public OptionalLong storedBytes() {
        return data == null ? OptionalLong.empty() : OptionalLong.of(WorkFolder.size(data));
    }

    @Override
    public void close() {
        end.run();
    }
}
