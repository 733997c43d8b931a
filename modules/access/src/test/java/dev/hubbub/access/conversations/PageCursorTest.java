// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.conversations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.access.conversations.PageCursor.Page;
import dev.hubbub.contract.reads.Conversations.Head;
import dev.hubbub.contract.value.RoomId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageCursorTest {
    private static final long BEGIN = Instant.parse("2026-11-20T09:30:00.000Z").toEpochMilli();

    private final List<Head> heads = new ArrayList<>();
    private long seq;
    private long now = 100_000;

    /** The room has a new entry of this time. */
    private void move(String room, long millis) {
        heads.removeIf(head -> head.room().value().equals(room));
        heads.add(new Head(new RoomId(room), ++seq, 0, 0, time(millis)));
    }

    private static Instant time(long millis) {
        return Instant.ofEpochMilli(BEGIN + millis);
    }

    private static List<String> rooms(Page page) {
        return page.rooms().stream().map(head -> head.room().value()).toList();
    }

    private Page first(int limit) {
        return PageCursor.first(heads, limit, time(now));
    }

    /** As a client asks for it. */
    private Page next(Page page, int limit) {
        PageCursor sent = PageCursor.decode(page.next().orElseThrow().encoded());
        return sent.next(heads, limit, time(now));
    }

    private List<String> rest(Page page, int limit) {
        List<String> rest = new ArrayList<>();
        for (Page each = page; each.next().isPresent(); ) {
            each = next(each, limit);
            rest.addAll(rooms(each));
        }
        return rest;
    }

    @Test
    void roomsComeOnceNewestFirst() {
        IntStream.range(0, 5).forEach(i -> move("r" + i, i));
        Page first = first(2);
        assertThat(rooms(first)).containsExactly("r4", "r3");
        Page second = next(first, 2);
        assertThat(rooms(second)).containsExactly("r2", "r1");
        Page third = next(second, 2);
        assertThat(rooms(third)).containsExactly("r0");
        assertThat(third.next()).isEmpty();
        assertThat(first(5).next()).isEmpty();
    }

    @Test
    void roomsOfTheSameTimeComeOnce() {
        List.of("a", "b", "c", "d").forEach(room -> move(room, 7));
        move("new", 8);
        Page first = first(2);
        assertThat(rooms(first)).containsExactly("new", "d");
        assertThat(rest(first, 2)).containsExactly("c", "b", "a");
    }

    @Test
    void roomsThatWereAllMadeAMomentAgoComeOnce() {
        IntStream.range(100, 300).forEach(i -> move("r" + i, now - i % 3));
        List<String> all = new ArrayList<>(rooms(first(7)));
        all.addAll(rest(first(7), 7));
        assertThat(all).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void roomThatMovesMeanwhileComesOnTheNextPage() {
        IntStream.range(0, 6).forEach(i -> move("r" + i, i));
        Page first = first(2);
        move("r0", now + 5);
        Page second = next(first, 2);
        assertThat(rooms(second)).containsExactly("r0", "r3");
        assertThat(rest(second, 5)).containsExactly("r2", "r1");
    }

    @Test
    void moreRoomsThanAPageHasMayMoveAtOnce() {
        IntStream.range(100, 150).forEach(i -> move("r" + i, i));
        Page first = first(3);
        now += 1_000;
        IntStream.range(100, 147).forEach(i -> move("r" + i, now));
        assertThat(rest(first, 3))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(100, 147).mapToObj(i -> "r" + i).toList());
    }

    /** Whatever moves, and though the clocks of nodes differ, a client that reads all pages has seen every room. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void noRoomIsMissed(long seed) {
        Random random = new Random(seed);
        int skew = seed % 2 == 0 ? 1 : 1_500;
        IntStream.range(0, 40).forEach(i -> move("r" + i, now - random.nextInt(5_000)));
        Page page = first(5);
        Set<String> seen = new LinkedHashSet<>(rooms(page));
        for (int read = 0; page.next().isPresent() && read < 500; read++) {
            for (int moves = random.nextInt(6); moves > 0 && read < 100; moves--) {
                now += random.nextInt(400);
                move("r" + random.nextInt(40), now - random.nextInt(skew));
            }
            page = next(page, 5);
            seen.addAll(rooms(page));
        }
        assertThat(page.next()).as("seed %d", seed).isEmpty();
        assertThat(seen).as("seed %d", seed).hasSize(40);
    }

    @Test
    void cursorOfLongIdsFitsIntoARequest() {
        IntStream.range(10, 90).forEach(i -> move("r".repeat(62) + i, now));
        assertThat(first(60).next().orElseThrow().encoded()).hasSizeBetween(3_000, 8_192);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "e30", "!!", "eyJhdCI6NX0", "bnVsbA", "W10"})
    void whatIsNoCursorIsRefused(String text) {
        assertThatThrownBy(() -> PageCursor.decode(text)).hasMessageStartingWith("BAD_REQUEST: after: ");
    }
}
