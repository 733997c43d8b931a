// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.metered;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.AppendResult;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.Outcome;
import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Whether the store answers, as its calls show. While the hub reads nothing the store is asked for an entry that need not
 * exist. No such question shows whether it can be written, as it cannot on a full disk: so a write that failed counts for a
 * while, or until another one has success. Used on one thread, but for {@link #up}.
 */
public final class StoreHealth {
    /** How often the store is asked when nothing else reads. */
    public static final long PROBE_MILLIS = 2_000;

    static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();
    static final long WRITE_NANOS = Duration.ofMinutes(1).toNanos();

    private static final RoomId ROOM = new RoomId("probe");

    private final EntryStore store;
    private final LongSupplier nanos;
    private volatile boolean readFailed;
    private volatile boolean writeFailed;
    private volatile long writtenAt;
    private volatile boolean probing;
    private volatile long probedAt;
    private long readAt;

    /** @param nanos a count that never goes back */
    public StoreHealth(EntryStore store, LongSupplier nanos) {
        this.store = store;
        this.nanos = nanos;
        this.readAt = nanos.getAsLong();
    }

    /** Asks the store, unless something was read lately; to be called every {@link #PROBE_MILLIS}. */
    public void probe() {
        long now = nanos.getAsLong();
        if (!probing && now - readAt >= Duration.ofMillis(PROBE_MILLIS).toNanos()) {
            probedAt = now;
            probing = true;
            store.getHeaders(ROOM, List.of(1L)).onComplete(answer -> {
                probing = false;
                read(answer);
            });
        }
    }

    /** A read has ended. */
    void read(AsyncResult<?> answer) {
        readAt = nanos.getAsLong();
        readFailed = isAway(answer);
    }

    /** A write has ended. */
    void written(AsyncResult<AppendResult> answer) {
        writtenAt = nanos.getAsLong();
        writeFailed = isAway(answer)
                || (answer.succeeded()
                        && answer.result().outcomes().stream()
                                .anyMatch(outcome -> outcome.kind() == Outcome.Kind.UNKNOWN));
    }

    private static boolean isAway(AsyncResult<?> answer) {
        return HubException.is(answer.cause(), ErrorCode.UNAVAILABLE);
    }

    /** 1 or 0; from any thread. */
    public int up() {
        long now = nanos.getAsLong();
        boolean hangs = probing && now - probedAt > PATIENCE_NANOS;
        boolean unwritable = writeFailed && now - writtenAt <= WRITE_NANOS;
        return readFailed || hangs || unwritable ? 0 : 1;
    }
}
