// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.rooms.Durability;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.RoomLink;
import dev.hubbub.contract.rooms.RoomStatus;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.RoomId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The behaviour of every {@link RoomStore}. */
public abstract class RoomStoreContract {
    private static final RoomDetails DETAILS =
            new RoomDetails("$set.name {\"$oid\":1}", Visibility.PUBLIC, new RoomKind("bulletin"));

    protected abstract RoomStore rooms();

    private static RoomSnapshot snapshot(long membership, long head, String... members) {
        List<Member> all = List.of(members).stream()
                .map(id -> new Member(user(id), Role.MEMBER, membership, null))
                .toList();
        return new RoomSnapshot(ROOM, DETAILS, membership, all, head);
    }

    @Test
    void unknownRoomHasNoSnapshot() throws Exception {
        assertThat(rooms().find(ROOM).await(5, SECONDS)).isEqualTo(RoomSnapshot.none(ROOM));
    }

    @Test
    void snapshotIsReadAsItWasSaved() throws Exception {
        rooms().save(snapshot(7, 9, "ann", "zoe", "bob")).await(5, SECONDS);

        assertThat(rooms().find(ROOM).await(5, SECONDS)).isEqualTo(snapshot(7, 9, "ann", "zoe", "bob"));
    }

    @Test
    void allThatARoomIsAndItsMembersAreIsKept() throws Exception {
        RoomDetails details = new RoomDetails(
                null,
                Visibility.PRIVATE,
                RoomKind.DIRECT,
                RoomStatus.ARCHIVED,
                Durability.DURABLE,
                "topic",
                "https://pictures.example/a.png",
                new RoomLink("job", "$7", "Title"),
                Map.of("$set", Map.of("a.b", 1), "__proto__", List.of("x")),
                true,
                30,
                List.of(user("ann"), user("bob")),
                RoomKind.GROUP,
                Map.of("later", Map.of("$oid", "1")));
        Member muted = new Member(user("ann"), Role.OBSERVER, 3, Instant.parse("2026-11-20T09:30:00.123Z"), null);
        RoomSnapshot snapshot = new RoomSnapshot(ROOM, details, 7, List.of(muted), 9);
        rooms().save(snapshot).await(5, SECONDS);

        assertThat(rooms().find(ROOM).await(5, SECONDS)).isEqualTo(snapshot);
    }

    @Test
    void detailsOfManyRoomsAreReadAtOnce() throws Exception {
        List<RoomId> rooms =
                IntStream.range(0, 500).mapToObj(n -> new RoomId("r" + n)).toList();
        rooms().raiseHeads(Map.of(rooms.get(7), 64L)).await(5, SECONDS);
        rooms().save(snapshot(7, 9, "ann", "bob")).await(5, SECONDS);
        for (RoomId room : rooms.subList(0, 5)) {
            rooms().save(new RoomSnapshot(room, DETAILS, 1, List.of(), 1)).await(5, SECONDS);
        }

        Map<RoomId, RoomSummary> found = rooms().summaries(rooms).await(5, SECONDS);

        assertThat(found).containsOnlyKeys(rooms.subList(0, 5)).containsValue(new RoomSummary(DETAILS, 0));
        assertThat(rooms().summaries(List.of(ROOM)).await(5, SECONDS))
                .isEqualTo(Map.of(ROOM, new RoomSummary(DETAILS, 2)));
        assertThat(rooms().summaries(List.of()).await(5, SECONDS)).isEmpty();
    }

    @Test
    void idsOfMembersAreOnlyText() throws Exception {
        RoomSnapshot odd = snapshot(7, 9, "$where", "{\"$ne\":\"\"}", "a\\\"b", "_id", "';--", "~".repeat(255));
        rooms().save(odd).await(5, SECONDS);

        assertThat(rooms().find(ROOM).await(5, SECONDS)).isEqualTo(odd);
    }

    @Test
    void whatIsFoldedOnlyRises() throws Exception {
        rooms().raiseFolded(ROOM, 5).await(5, SECONDS);
        assertThat(rooms().find(ROOM).await(5, SECONDS))
                .isEqualTo(RoomSnapshot.none(ROOM).withFolded(5));

        rooms().save(snapshot(7, 9, "ann").withFolded(8)).await(5, SECONDS);
        rooms().raiseFolded(ROOM, 4).await(5, SECONDS);
        assertThat(rooms().find(ROOM).await(5, SECONDS))
                .isEqualTo(snapshot(7, 9, "ann").withFolded(5));

        rooms().raiseFolded(ROOM, 6).await(5, SECONDS);
        rooms().raiseHeads(Map.of(ROOM, 10L)).await(5, SECONDS);
        assertThat(rooms().find(ROOM).await(5, SECONDS))
                .isEqualTo(snapshot(7, 10, "ann").withFolded(6));
    }

    @Test
    void laterSnapshotReplacesAnEarlier() throws Exception {
        rooms().save(snapshot(7, 9, "ann", "bob")).await(5, SECONDS);
        rooms().save(snapshot(10, 10, "ann")).await(5, SECONDS);

        assertThat(rooms().find(ROOM).await(5, SECONDS)).isEqualTo(snapshot(10, 10, "ann"));
    }

    @Test
    void theHeadNeverGoesBack() throws Exception {
        rooms().save(snapshot(7, 90, "ann")).await(5, SECONDS);
        rooms().save(snapshot(8, 20, "ann")).await(5, SECONDS);
        rooms().raiseHeads(Map.of(ROOM, 50L)).await(5, SECONDS);

        assertThat(rooms().find(ROOM).await(5, SECONDS)).isEqualTo(snapshot(8, 90, "ann"));
    }

    @Test
    void hintAloneIsASnapshotWithOnlyAHead() throws Exception {
        rooms().raiseHeads(Map.of(ROOM, 64L)).await(5, SECONDS);

        assertThat(rooms().find(ROOM).await(5, SECONDS)).isEqualTo(RoomSnapshot.headOnly(ROOM, 64));
    }

    @Test
    void logOfARoomBeginsWithItsFirstEntry() throws Exception {
        rooms().save(snapshot(7, 9, "ann")).await(5, SECONDS);

        assertThat(rooms().floor(ROOM).await(5, SECONDS)).isEqualTo(RoomFloor.none(ROOM));
        assertThat(rooms().floor(new RoomId("none")).await(5, SECONDS).first()).isEqualTo(1);
    }

    @Test
    void floorIsOnlyRaised() throws Exception {
        RoomFloor floor = new RoomFloor(snapshot(7, 9, "ann", "bob"));
        rooms().raiseFloor(floor).await(5, SECONDS);
        rooms().raiseFloor(new RoomFloor(snapshot(4, 8, "ann"))).await(5, SECONDS);
        rooms().raiseFloor(floor).await(5, SECONDS);

        assertThat(rooms().floor(ROOM).await(5, SECONDS)).isEqualTo(floor);
        assertThat(floor.first()).isEqualTo(10);

        RoomFloor higher = new RoomFloor(snapshot(11, 20, "ann"));
        rooms().raiseFloor(higher).await(5, SECONDS);
        assertThat(rooms().floor(ROOM).await(5, SECONDS)).isEqualTo(higher);
    }

    @Test
    void snapshotFromBeforeTheFloorIsTheFloor() throws Exception {
        rooms().save(snapshot(3, 5, "ann")).await(5, SECONDS);
        rooms().raiseFloor(new RoomFloor(snapshot(7, 9, "ann", "bob"))).await(5, SECONDS);
        assertThat(rooms().find(ROOM).await(5, SECONDS)).isEqualTo(snapshot(7, 10, "ann", "bob"));

        rooms().save(snapshot(3, 6, "ann")).await(5, SECONDS);
        assertThat(rooms().find(ROOM).await(5, SECONDS)).isEqualTo(snapshot(7, 10, "ann", "bob"));

        rooms().save(snapshot(12, 30, "zoe")).await(5, SECONDS);
        assertThat(rooms().find(ROOM).await(5, SECONDS)).isEqualTo(snapshot(12, 30, "zoe"));
    }

    @Test
    void floorOfARoomWithoutASnapshotIsItsSnapshot() throws Exception {
        rooms().raiseFloor(new RoomFloor(snapshot(7, 9, "ann"))).await(5, SECONDS);

        assertThat(rooms().find(ROOM).await(5, SECONDS)).isEqualTo(snapshot(7, 10, "ann"));
        assertThat(rooms().find(new RoomId("other")).await(5, SECONDS))
                .isEqualTo(RoomSnapshot.none(new RoomId("other")));
    }

    @Test
    void manyHintsAreStoredAtOnce() throws Exception {
        Map<RoomId, Long> heads = LongStream.rangeClosed(1, 2_500)
                .boxed()
                .collect(Collectors.toMap(head -> new RoomId("room-" + head), head -> head));

        rooms().raiseHeads(heads).await(10, SECONDS);
        rooms().raiseHeads(Map.of()).await(5, SECONDS);

        assertThat(rooms().find(new RoomId("room-1")).await(5, SECONDS).head()).isEqualTo(1);
        assertThat(rooms().find(new RoomId("room-2500")).await(5, SECONDS).head())
                .isEqualTo(2_500);
    }
}
