// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.PublishedEntries;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class EntryPublisherTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId JAM = new RoomId("jam");

    private final List<List<String>> published = new ArrayList<>();
    private final Deque<Runnable> timers = new ArrayDeque<>();
    private long nanos;
    private final EntryPublisher publisher =
            new EntryPublisher(this::record, (millis, task) -> timers.add(task), () -> nanos);

    private void record(PublishedEntries batch) {
        published.add(batch.entries().stream()
                .map(entry -> entry.room() + " " + entry.seq())
                .toList());
    }

    private static Entry entry(RoomId room, long seq) {
        return entry(room, seq, Map.of("text", "hello"));
    }

    private static Entry entry(RoomId room, long seq, Map<String, Object> fields) {
        return new Entry("said", room, seq, new UserId("ann"), null, Instant.EPOCH, null, fields);
    }

    private void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void entryGoesAtOnceAfterAPause() {
        publisher.publish(List.of(entry(TEA, 1)));
        assertThat(published).containsExactly(List.of("tea 1"));
        pass(1);
        publisher.publish(List.of(entry(TEA, 2)));
        assertThat(published).containsExactly(List.of("tea 1"), List.of("tea 2"));
        assertThat(timers).isEmpty();
    }

    @Test
    void entriesThatWereStoredTogetherGoTogether() {
        publisher.publish(List.of(entry(TEA, 1), entry(JAM, 1), entry(TEA, 2)));
        assertThat(published).containsExactly(List.of("tea 1", "jam 1", "tea 2"));
    }

    @Test
    void whatFollowsSoonWaitsForTheNextMillisecondAndGoesTogether() {
        publisher.publish(List.of(entry(TEA, 1)));
        publisher.publish(List.of(entry(TEA, 2)));
        publisher.publish(List.of(entry(JAM, 1), entry(TEA, 3)));
        assertThat(published).containsExactly(List.of("tea 1"));
        assertThat(publisher.size()).isEqualTo(3);
        assertThat(timers).hasSize(1);

        pass(1);
        timers.remove().run();
        assertThat(published).containsExactly(List.of("tea 1"), List.of("tea 2", "jam 1", "tea 3"));
        assertThat(publisher.size()).isZero();

        publisher.publish(List.of(entry(TEA, 4)));
        assertThat(timers).hasSize(1);
    }

    @Test
    void batchesAreBoundedAndKeepTheOrder() {
        publisher.publish(
                LongStream.rangeClosed(1, 250).mapToObj(seq -> entry(TEA, seq)).toList());
        timers.remove().run();
        assertThat(published).extracting(List::size).containsExactly(100, 100, 50);
        assertThat(published.stream().flatMap(List::stream))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 250)
                        .mapToObj(seq -> "tea " + seq)
                        .toList());
    }

    @Test
    void batchesAreBoundedInCharactersToo() {
        Map<String, Object> half = Map.of("text", "x".repeat(EntryPublisher.MAX_CHARACTERS / 2 - 1_000));
        Map<String, Object> tooLarge = Map.of("text", "x".repeat(EntryPublisher.MAX_CHARACTERS));
        publisher.publish(List.of(
                entry(TEA, 1, half), entry(TEA, 2, half), entry(TEA, 3), entry(TEA, 4, tooLarge), entry(TEA, 5)));
        timers.remove().run();
        assertThat(published).containsExactly(List.of("tea 1", "tea 2", "tea 3"), List.of("tea 4"), List.of("tea 5"));
    }

    @Test
    void flushPublishesWhatWaitsAndTheTimerNothingMore() {
        publisher.publish(List.of(entry(TEA, 1)));
        publisher.publish(List.of(entry(TEA, 2)));
        publisher.flush();
        assertThat(published).containsExactly(List.of("tea 1"), List.of("tea 2"));
        timers.remove().run();
        assertThat(published).hasSize(2);
    }

    @Test
    void entryOfAnotherVersionThatMakesNoSenseIsLeftOut() {
        publisher.publish(List.of(entry(TEA, 1), entry(TEA, 2, Map.of("members", "all")), entry(TEA, 3)));
        assertThat(published).containsExactly(List.of("tea 1", "tea 3"));
    }
}
