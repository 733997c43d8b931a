// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite.db;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns failures of the file into UNAVAILABLE, and tells the operator once a minute. */
final class StoreFailures {
    /** A full disk fails every write: one line in this time is enough. */
    private static final long WARN_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final int PRIMARY_CODE = 0xff;

    /** What is wrong with one operation, and with no other. */
    private static final Set<Integer> OF_OPERATION = Set.of(
            SQLiteErrorCode.SQLITE_ERROR.code,
            SQLiteErrorCode.SQLITE_TOOBIG.code,
            SQLiteErrorCode.SQLITE_CONSTRAINT.code,
            SQLiteErrorCode.SQLITE_MISMATCH.code,
            SQLiteErrorCode.SQLITE_RANGE.code);

    private static final Logger LOG = LoggerFactory.getLogger(StoreFailures.class);

    private final String text;
    private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - WARN_INTERVAL_NANOS);
    private final AtomicBoolean failing = new AtomicBoolean();

    /** @param text what the asker is told */
    StoreFailures(String text) {
        this.text = text;
    }

    /** Whether the file, and not this operation, is the reason. */
    static boolean isOfFile(Throwable cause) {
        return cause instanceof SQLException
                && !(cause instanceof SQLiteException failure
                        && OF_OPERATION.contains(failure.getResultCode().code & PRIMARY_CODE));
    }

    HubException unavailable(Throwable cause) {
        failing.set(true);
        long before = warnedAt.get();
        long now = System.nanoTime();
        if (now - before >= WARN_INTERVAL_NANOS && warnedAt.compareAndSet(before, now)) {
            LOG.warn("{}: {}", text, cause.getMessage());
        } else {
            LOG.debug("{}", text, cause);
        }
        return new HubException(ErrorCode.UNAVAILABLE, text);
    }

    /** An operation had success. */
    void recovered() {
        if (failing.get() && failing.compareAndSet(true, false)) {
            LOG.info("over: {}", text);
        }
    }
}
