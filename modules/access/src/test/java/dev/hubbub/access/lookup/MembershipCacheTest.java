// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.lookup;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MembershipCacheTest {
    private final MembershipCache cache = new MembershipCache();

    private static MessageLog.Room room(RoomId room, long membership, Caller... members) {
        List<Member> all = Stream.of(members)
                .map(caller -> new Member(caller.user(), Role.MEMBER, 1, null))
                .toList();
        return new MessageLog.Room(
                room, new RoomDetails("Room", Visibility.PUBLIC, RoomKind.GROUP), 20, membership, 9, 1, 0, all, null);
    }

    private Optional<Long> memberAsOf(RoomId room, UserId user) {
        return cache.member(room, user).map(CachedMembership::membership);
    }

    private Optional<Long> roomAsOf() {
        return cache.room(PUBLIC_ROOM).map(CachedMembership::membership);
    }

    @Test
    void rolesAndKindsAreThoseOfTheRoom() {
        RoomDetails details = new RoomDetails("Room", Visibility.PUBLIC, new RoomKind("bulletin"));
        Member referee = new Member(ANN.user(), new Role("referee"), 1, null);
        cache.put(new MessageLog.Room(PUBLIC_ROOM, details, 9, 3, 1, 1, 0, List.of(referee), null));
        assertThat(cache.member(PUBLIC_ROOM, ANN.user())).contains(new CachedMembership(details, referee, 3));
        assertThat(cache.room(PUBLIC_ROOM)).contains(new CachedMembership(details, null, 3));
    }

    @Test
    void usersWhoAreNoMembersAreNotCached() {
        cache.put(room(PUBLIC_ROOM, 3, ANN));
        assertThat(memberAsOf(PUBLIC_ROOM, ANN.user())).hasValue(3L);
        assertThat(memberAsOf(PUBLIC_ROOM, BOB.user())).isEmpty();
        assertThat(roomAsOf()).hasValue(3L);
    }

    @Test
    void changeOnThisNodeKeepsOtherMembersCached() {
        cache.put(room(PUBLIC_ROOM, 3, ANN, BOB));
        cache.applyChange(PUBLIC_ROOM, 3, new MembershipResult(BOB.user(), 5, null, null));
        cache.applyChange(PUBLIC_ROOM, 5, new MembershipResult(EVE.user(), 8, Role.MEMBER, null));
        assertThat(memberAsOf(PUBLIC_ROOM, ANN.user())).hasValue(8L);
        assertThat(memberAsOf(PUBLIC_ROOM, EVE.user())).hasValue(8L);
        assertThat(memberAsOf(PUBLIC_ROOM, BOB.user())).isEmpty();
    }

    @Test
    void changeOnAnotherNodeDropsCachedMembers() {
        cache.put(room(PUBLIC_ROOM, 3, ANN, BOB));
        cache.put(room(PUBLIC_ROOM, 6, ANN));
        assertThat(memberAsOf(PUBLIC_ROOM, ANN.user())).hasValue(6L);
        assertThat(memberAsOf(PUBLIC_ROOM, BOB.user())).isEmpty();
    }

    @Test
    void changeOnTopOfAnotherMembershipEntryIsIgnored() {
        cache.put(room(PUBLIC_ROOM, 6, ANN));
        cache.applyChange(PUBLIC_ROOM, 3, new MembershipResult(BOB.user(), 9, Role.MEMBER, null));
        assertThat(roomAsOf()).hasValue(6L);
        assertThat(memberAsOf(PUBLIC_ROOM, BOB.user())).isEmpty();
    }

    @Test
    void newerMembershipsAreNotInvalidated() {
        cache.put(room(PUBLIC_ROOM, 6, ANN));
        cache.invalidate(PUBLIC_ROOM, 3);
        assertThat(memberAsOf(PUBLIC_ROOM, ANN.user())).hasValue(6L);
        cache.invalidate(PUBLIC_ROOM, 6);
        assertThat(memberAsOf(PUBLIC_ROOM, ANN.user())).isEmpty();
    }

    @Test
    void cacheIsBounded() {
        MembershipCache small = new MembershipCache(10, 10);
        IntStream.range(0, 1_000).forEach(n -> small.put(room(new RoomId("r" + n), 1, ANN)));
        long known = IntStream.range(0, 1_000)
                .filter(n -> small.room(new RoomId("r" + n)).isPresent())
                .count();
        assertThat(known).isLessThanOrEqualTo(10);
    }
}
