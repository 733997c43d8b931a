// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.EncodedEntry;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.PublishedEntries;
import dev.hubbub.contract.messages.PublishedEntry;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EntryRouterTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId JAM = new RoomId("jam");
    private static final RoomId PIE = new RoomId("pie");

    private final EntryRouter router = new EntryRouter();

    /** The feeds of an event loop, which follows some rooms. */
    private static final class Loop implements EntryRouter.Target {
        private final Set<RoomId> rooms;
        private final List<List<RoomEntry>> taken = new ArrayList<>();
        private final List<Map<RoomId, Boolean>> listed = new ArrayList<>();
        private Set<RoomId> inLists = Set.of();

        Loop(RoomId... rooms) {
            this.rooms = Set.of(rooms);
        }

        @Override
        public boolean follows(PublishedEntry entry) {
            return rooms.contains(entry.room());
        }

        @Override
        public boolean lists(RoomId room) {
            return inLists.contains(room);
        }

        @Override
        public void take(List<RoomEntry> entries, Map<RoomId, Boolean> touched) {
            taken.add(entries);
            listed.add(touched);
        }

        @Override
        public void moved(Memberships.Moved moved) {
            throw new IllegalStateException("no user moved");
        }

        List<List<String>> heard() {
            return taken.stream()
                    .map(batch -> batch.stream()
                            .map(entry -> entry.room() + " " + entry.seq())
                            .toList())
                    .toList();
        }
    }

    private Loop loop(RoomId... rooms) {
        Loop loop = new Loop(rooms);
        router.add(loop);
        return loop;
    }

    private static Entry entry(RoomId room, long seq) {
        return new Entry("said", room, seq, new UserId("ann"), null, Instant.EPOCH, null, Map.of("text", "hi"));
    }

    /** As it comes from another node. */
    private static PublishedEntry text(RoomId room, long seq) {
        return text(room, seq, Json.encode(entry(room, seq)));
    }

    private static PublishedEntry text(RoomId room, long seq, String text) {
        return new PublishedEntry(room, "said", seq, null, EncodedEntry.of(text));
    }

    @Test
    void nodeThatFollowsNothingDecodesNothing() {
        Loop idle = loop();
        List<PublishedEntry> entries =
                IntStream.rangeClosed(1, 100).mapToObj(seq -> text(TEA, seq)).toList();
        router.route(new PublishedEntries(entries));
        assertThat(entries).noneMatch(entry -> entry.entry().isDecoded());
        assertThat(idle.taken).isEmpty();
        assertThat(List.of(router.batches(), router.entries(), router.followed()))
                .containsExactly(1L, 100L, 0L);
    }

    @Test
    void eachEventLoopGetsWhatItFollowsAtOnce() {
        Loop first = loop(TEA, JAM);
        Loop second = loop(JAM);
        Loop third = loop(PIE);
        PublishedEntry unfollowed = text(new RoomId("other"), 1);
        router.route(new PublishedEntries(
                List.of(text(TEA, 1), unfollowed, text(JAM, 4), text(TEA, 2), PublishedEntry.of(entry(JAM, 5)))));
        assertThat(first.heard()).containsExactly(List.of("tea 1", "jam 4", "tea 2", "jam 5"));
        assertThat(second.heard()).containsExactly(List.of("jam 4", "jam 5"));
        assertThat(third.heard()).isEmpty();
        assertThat(unfollowed.entry().isDecoded()).isFalse();
        assertThat(router.followed()).isEqualTo(4);
    }

    @Test
    void roomsInListsAreNamedOnceABatchWithoutDecodingAnything() {
        Loop follows = loop(TEA);
        Loop lists = loop();
        lists.inLists = Set.of(JAM, PIE);
        PublishedEntry unread = text(JAM, 4, "nonsense");
        PublishedEntry joined =
                new PublishedEntry(PIE, "joined", 2, List.of(new UserId("bob")), EncodedEntry.of("nonsense"));
        router.route(new PublishedEntries(List.of(unread, text(TEA, 1), text(PIE, 1), text(JAM, 5), joined)));
        assertThat(lists.listed).containsExactly(Map.of(JAM, false, PIE, true));
        assertThat(lists.heard()).containsExactly(List.of());
        assertThat(unread.entry().isDecoded()).isFalse();
        assertThat(follows.listed).containsExactly(Map.of());
        assertThat(follows.heard()).containsExactly(List.of("tea 1"));
    }

    @Test
    void messagesThatAreNotStoredConcernNoList() {
        Loop lists = loop();
        lists.inLists = Set.of(JAM);
        long seq = MessageLog.FIRST_EPHEMERAL + 1;
        router.route(new PublishedEntries(List.of(text(JAM, seq))));
        assertThat(lists.listed).isEmpty();
        router.route(new PublishedEntries(List.of(
                new PublishedEntry(JAM, "joined", seq + 1, List.of(new UserId("bob")), EncodedEntry.of("nonsense")))));
        assertThat(lists.listed).containsExactly(Map.of(JAM, true));
    }

    @Test
    void eventLoopsEncodeForThemselvesWhatTheyShare() {
        Loop first = loop(TEA);
        Loop second = loop(TEA);
        router.route(new PublishedEntries(List.of(text(TEA, 1))));
        RoomEntry one = first.taken.get(0).get(0);
        RoomEntry other = second.taken.get(0).get(0);
        assertThat(one.delivery()).isNotSameAs(other.delivery());
        assertThat(one.delivery().json()).isSameAs(other.delivery().json());
    }

    @Test
    void followersGetTheTextOfAnotherNodeAsItCame() {
        Loop loop = loop(TEA);
        String text = " {\"seq\":1, \"room\":\"tea\", \"event\":\"said\", \"sender\":\"ann\", \"new\":{\"a\":null}}";
        router.route(new PublishedEntries(List.of(text(TEA, 1, text))));
        assertThat(loop.taken.get(0).get(0).delivery().json()).isEqualTo(text);
    }

    @Test
    void entryThatCannotBeReadIsLostAndNoOther() {
        Loop first = loop(TEA);
        Loop second = loop(TEA, JAM);
        router.route(new PublishedEntries(List.of(
                text(TEA, 1),
                text(TEA, 2, "{}"),
                text(TEA, 3, Json.encode(entry(JAM, 3))),
                text(JAM, 3, "nonsense"),
                text(TEA, 4))));
        assertThat(first.heard()).containsExactly(List.of("tea 1", "tea 4"));
        assertThat(second.heard()).containsExactly(List.of("tea 1", "tea 4"));
    }

    @Test
    void orderOfARoomIsThatOfItsBatches() {
        Loop loop = loop(TEA);
        for (int seq = 1; seq < 100; seq += 2) {
            router.route(new PublishedEntries(List.of(text(TEA, seq), text(JAM, seq), text(TEA, seq + 1))));
        }
        assertThat(loop.taken.stream().flatMap(List::stream).map(RoomEntry::seq))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 100).mapToObj(Long::valueOf).toList());
        assertThat(loop.taken).hasSize(50);
    }
}
