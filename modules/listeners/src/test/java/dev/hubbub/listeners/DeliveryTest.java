// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.listeners.Delivery.Ended;
import dev.hubbub.listeners.Delivery.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeliveryTest {
    private final List<Long> sent = new ArrayList<>();
    private boolean over;

    private static Entry entry(long seq) {
        return MessageEntry.KIND
                .entry(new RoomId("tea"), Caller.of("ann"), new ClientId("c" + seq), "hello")
                .stored(seq, Instant.EPOCH);
    }

    private static List<Entry> entries(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(DeliveryTest::entry).toList();
    }

    @Test
    void eachIsSentOnceTheOneBeforeItIsAnswered() {
        List<Promise<Void>> answers = new ArrayList<>();
        Delivery delivery = new Delivery(
                4,
                entries(5, 7),
                entry -> {
                    sent.add(entry.seq());
                    answers.add(Promise.promise());
                    return answers.get(answers.size() - 1).future();
                },
                () -> over);
        Future<Ended> ended = delivery.run();
        assertThat(sent).containsExactly(5L);
        answers.get(0).complete();
        assertThat(sent).containsExactly(5L, 6L);
        assertThat(delivery.heard()).isEqualTo(5);
        over = true;
        answers.get(1).complete();
        assertThat(ended.result().outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(delivery.heard()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({"UNAVAILABLE, UNHEARD", "TOO_MANY, UNHEARD", "INTERNAL, REFUSED", "NOT_FOUND, REFUSED"})
    void itEndsAtTheFirstThatIsNotAnswered(ErrorCode code, Outcome outcome) {
        Delivery delivery = new Delivery(
                0,
                entries(1, 9),
                entry -> entry.seq() < 4 ? Future.succeededFuture() : Future.failedFuture(new HubException(code, "no")),
                () -> over);
        Ended ended = delivery.run().result();
        assertThat(ended.outcome()).isEqualTo(outcome);
        assertThat(ended.cause()).hasMessage(code + ": no");
        assertThat(delivery.heard()).isEqualTo(3);
    }

    @Test
    void allAreHeardWhereNoneFails() {
        Delivery delivery = new Delivery(0, entries(1, 100), entry -> Future.succeededFuture(), () -> over);
        assertThat(delivery.run().result()).isEqualTo(new Ended(Outcome.HEARD, null));
        assertThat(delivery.heard()).isEqualTo(100);
    }
}
