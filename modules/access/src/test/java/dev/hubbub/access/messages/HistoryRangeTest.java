// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.messages;

import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages.History;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryRangeTest {
    @ParameterizedTest
    @CsvSource({
        // before, after, limit, head -> from, to, newest first
        ",,, 200, 151, 200, true",
        ",, 10, 4, 1, 4, true",
        "100,, 10, 200, 90, 99, true",
        "1000,, 10, 200, 191, 200, true",
        ", 100, 10, 200, 101, 110, false",
        ", 195, 10, 200, 196, 200, false",
        ", 0, 1000, 200, 1, 100, false",
        "100, 95, 10, 200, 96, 99, true",
        "100, 50, 10, 200, 90, 99, true",
        "9223372036854775807, 199, 10, 200, 200, 200, true",
    })
    void pageIsARange(ArgumentsAccessor row) {
        History request = new History(PUBLIC_ROOM, row.getLong(0), row.getLong(1), row.getInteger(2));
        assertThat(HistoryRange.of(request, row.getLong(3)))
                .contains(new MessageLog.Read(PUBLIC_ROOM, row.getLong(4), row.getLong(5), row.getBoolean(6)));
    }

    @ParameterizedTest
    @CsvSource({"1,", ", 200", ", 9223372036854775807", "100, 99", "100, 150"})
    void emptyRangeReadsNothing(Long before, Long after) {
        assertThat(HistoryRange.of(new History(PUBLIC_ROOM, before, after, null), 200))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // from, to, newest first, floor, head -> from, to
        "1, 50, false, 101, 200, 101, 150",
        "51, 100, false, 101, 120, 101, 120",
        "1, 1, false, 200, 200, 200, 200",
    })
    void pageBelowTheFloorBeginsThere(ArgumentsAccessor row) {
        MessageLog.Read read = new MessageLog.Read(PUBLIC_ROOM, row.getLong(0), row.getLong(1), row.getBoolean(2));
        assertThat(HistoryRange.aboveFloor(read, new MessageLog.Slice(List.of(), row.getLong(3)), row.getLong(4)))
                .contains(new MessageLog.Read(PUBLIC_ROOM, row.getLong(5), row.getLong(6), false));
    }

    @ParameterizedTest
    @CsvSource({"1, 50, false,, 200", "1, 50, false, 20, 200", "1, 50, true, 101, 200", "1, 50, false, 101, 100"})
    void pageIsNotMovedWithoutNeedNorBeyondTheHead(long from, long to, boolean newestFirst, Long floor, long head) {
        MessageLog.Read read = new MessageLog.Read(PUBLIC_ROOM, from, to, newestFirst);
        assertThat(HistoryRange.aboveFloor(read, new MessageLog.Slice(List.of(), floor), head))
                .isEmpty();
    }

    @Test
    void entriesAfterTheHeadAreNotRead() {
        assertThat(HistoryRange.of(new History(PUBLIC_ROOM, null, null, 1), 5)
                        .orElseThrow()
                        .to())
                .isEqualTo(5);
    }
}
