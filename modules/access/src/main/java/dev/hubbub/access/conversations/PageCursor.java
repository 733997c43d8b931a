// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.conversations;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.reads.Conversations.Head;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page of a list begins, which is ordered by the newest entries of its rooms. Rooms move to the front while a
 * client reads page after page. So the next page begins with those that may have moved since the page before, and none is
 * missed: these are the rooms above the last one of the page with an entry newer than the page, or than {@link #TOLERANCE}
 * before it, since nodes have clocks of their own. Rooms of that short time that a page had already are named here, so that
 * they do not come twice.
 *
 * @param at of the newest entry of the last room of the page
 * @param room the last room of the page
 * @param since rooms whose newest entry is not later than this have not moved
 * @param sinceRoom of those with an entry at that very time, rooms up to this one; absent: none of them
 * @param given rooms with a later entry that a page had
 */
record PageCursor(Instant at, RoomId room, Instant since, @Nullable RoomId sinceRoom, List<Given> given) {
    /** By how much the clocks of two nodes may differ. */
    static final Duration TOLERANCE = Duration.ofSeconds(2);

    static final int MAX_GIVEN = 32;

    private static final Comparator<Head> OLDEST_FIRST =
            Comparator.comparing(Head::at).thenComparing(head -> head.room().value());

    PageCursor {
        Check.present("at", at);
        Check.present("room", room);
        Check.present("since", since);
        given = given == null ? List.of() : List.copyOf(given);
        Check.range("given", given.size(), 0, MAX_GIVEN);
    }

    /** A room as a page had it. */
    record Given(RoomId room, long seq) {
        Given {
            Check.present("room", room);
        }

        static Given of(Head head) {
            return new Given(head.room(), head.seq());
        }
    }

    /** A page, and where the next one begins; empty: there is none. */
    record Page(List<Head> rooms, Optional<PageCursor> next) {}

    /** The first rooms of a list, given the newest entries of all rooms of the user. */
    static Page first(List<Head> heads, int limit, Instant now) {
        List<Head> page = ordered(heads.stream()).limit(limit).toList();
        return page.size() == heads.size()
                ? new Page(page, Optional.empty())
                : new Page(page, Optional.of(cursor(page.get(limit - 1), now.minus(TOLERANCE), null, page)));
    }

    /** The next rooms of the list. */
    Page next(List<Head> heads, int limit, Instant now) {
        List<Head> moved =
                heads.stream().filter(this::hasMoved).sorted(OLDEST_FIRST).toList();
        List<Head> below = ordered(heads.stream().filter(this::isBefore)).toList();
        List<Head> page =
                Stream.concat(moved.stream(), below.stream()).limit(limit).toList();
        if (page.size() == moved.size() + below.size()) {
            return new Page(page, Optional.empty());
        }
        List<Head> known = new ArrayList<>(page);
        known.addAll(stillGiven(heads));
        if (page.size() < moved.size()) {
            return new Page(page, Optional.of(cursor(new Head(room, 0, 0, 0, at), since, sinceRoom, known)));
        }
        Head last = page.size() == moved.size() ? new Head(room, 0, 0, 0, at) : page.get(limit - 1);
        Instant begin = now.minus(TOLERANCE);
        PageCursor next =
                begin.isAfter(since) ? cursor(last, begin, null, known) : cursor(last, since, sinceRoom, known);
        return new Page(page, Optional.of(next));
    }

    private static Stream<Head> ordered(Stream<Head> heads) {
        return heads.sorted(OLDEST_FIRST.reversed());
    }

    /** @param known rooms that some page had, as it had them; the newest of them are named, the others count as not moved */
    private static PageCursor cursor(Head last, Instant since, @Nullable RoomId sinceRoom, List<Head> known) {
        List<Head> recent = known.stream()
                .filter(head -> isLater(head, since, sinceRoom))
                .sorted(OLDEST_FIRST)
                .toList();
        int more = Math.max(0, recent.size() - MAX_GIVEN);
        List<Given> given =
                recent.subList(more, recent.size()).stream().map(Given::of).toList();
        if (more == 0) {
            return new PageCursor(last.at(), last.room(), since, sinceRoom, given);
        }
        Head newest = recent.get(more - 1);
        return new PageCursor(last.at(), last.room(), newest.at(), newest.room(), given);
    }

    private static boolean isLater(Head head, Instant since, @Nullable RoomId sinceRoom) {
        int difference = head.at().compareTo(since);
        return difference > 0
                || (difference == 0 && (sinceRoom == null || head.room().value().compareTo(sinceRoom.value()) > 0));
    }

    /** Whether the room comes after the page before, and has not moved. */
    private boolean isBefore(Head head) {
        return OLDEST_FIRST.compare(head, new Head(room, 0, 0, 0, at)) < 0;
    }

    /** Whether the room has an entry that no page knew. */
    private boolean hasMoved(Head head) {
        return !isBefore(head) && isLater(head, since, sinceRoom) && !given.contains(Given.of(head));
    }

    private List<Head> stillGiven(List<Head> heads) {
        Map<RoomId, Long> seqs = new HashMap<>();
        given.forEach(each -> seqs.put(each.room(), each.seq()));
        return heads.stream()
                .filter(head -> seqs.getOrDefault(head.room(), 0L) == head.seq())
                .toList();
    }

    /** As clients get it. */
    String encoded() {
        byte[] json = Json.write(this).encode().getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    /**
     * The cursor that a client sends.
     *
     * @throws HubException BAD_REQUEST when it is none
     */
    static PageCursor decode(String text) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(text);
            return Json.read(new String(json, StandardCharsets.UTF_8), PageCursor.class);
        } catch (IllegalArgumentException | HubException e) {
            throw new HubException(
                    ErrorCode.BAD_REQUEST, "after: " + text.length() + " characters (expected: next of a page)");
        }
    }
}
