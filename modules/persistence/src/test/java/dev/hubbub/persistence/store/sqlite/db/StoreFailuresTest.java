// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite.db;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What the asker and the operator are told. */
final class StoreFailuresTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(StoreFailures.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final StoreFailures failures = new StoreFailures("the store cannot be written");

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    private static SQLException full() {
        return new SQLiteException("disk is full", SQLiteErrorCode.SQLITE_FULL);
    }

    @Test
    void askersAreToldWithoutTheReason() {
        HubException told = failures.unavailable(full());

        assertThat(told.is(ErrorCode.UNAVAILABLE)).isTrue();
        assertThat(told).hasMessage("UNAVAILABLE: the store cannot be written");
    }

    @Test
    void theOperatorIsToldOnceAMinuteAndWhenItIsOver() {
        failures.unavailable(full());
        failures.unavailable(full());
        failures.recovered();
        failures.recovered();

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("the store cannot be written: disk is full", "over: the store cannot be written");
    }

    @Test
    void onlyTheFileMakesOthersFail() {
        assertThat(StoreFailures.isOfFile(full())).isTrue();
        assertThat(StoreFailures.isOfFile(new SQLException("unknown"))).isTrue();
        assertThat(StoreFailures.isOfFile(new SQLiteException("io", SQLiteErrorCode.SQLITE_IOERR_WRITE)))
                .isTrue();
        assertThat(StoreFailures.isOfFile(new SQLiteException("unique", SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE)))
                .isFalse();
        assertThat(StoreFailures.isOfFile(new IllegalStateException())).isFalse();
    }
}
