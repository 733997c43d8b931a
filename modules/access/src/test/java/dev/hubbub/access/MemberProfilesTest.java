// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.entries.CreatedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Profiles in the lists of members. */
@ExtendWith(VertxExtension.class)
final class MemberProfilesTest {
    private AccessHarness harness;

    @BeforeEach
    void rooms(Vertx vertx) {
        harness = new AccessHarness(vertx, AccessConfig.defaults());
    }

    @Test
    void memberListOmitsProfilesBeyondItsLimit() {
        Caller[] many =
                IntStream.range(0, 200).mapToObj(n -> Caller.of("u" + n)).toArray(Caller[]::new);
        String picture = "https://a.example/" + "p".repeat(1_000);
        users(many).forEach(user -> harness.records.put(UserRecords.put(user, new Profile(null, picture, null))));
        RoomId hall = new RoomId("hall");
        harness.store.appendUnchecked(hall(hall, users(many)));
        List<Member> members =
                harness.ok(Rooms.MEMBERS, ANN, new Rooms.Members(hall)).members();
        assertThat(members).hasSize(201);
        assertThat(members.stream().filter(member -> member.profile() != null))
                .hasSize(1 + 131_072 / picture.length())
                .containsExactlyElementsOf(members.subList(0, 1 + 131_072 / picture.length()));
    }

    @Test
    void profilesOfBigRoomsAreLoadedInBatches() {
        Caller[] many =
                IntStream.range(0, 1_200).mapToObj(n -> Caller.of("u" + n)).toArray(Caller[]::new);
        RoomId hall = new RoomId("hall");
        harness.store.appendUnchecked(hall(hall, users(many)));
        Rooms.MemberList first = harness.ok(Rooms.MEMBERS, ANN, new Rooms.Members(hall));
        Rooms.MemberList second = harness.ok(Rooms.MEMBERS, ANN, new Rooms.Members(hall, first.next(), null));
        assertThat(Stream.concat(first.members().stream(), second.members().stream())
                        .map(Member::user))
                .hasSize(1_201)
                .doesNotHaveDuplicates();
        assertThat(harness.records.getSizes()).containsExactly(1_000, 201);
    }

    private static Entry hall(RoomId id, List<UserId> members) {
        RoomDetails details = new RoomDetails("Hall", Visibility.PUBLIC, null);
        return CreatedEntry.KIND.entry(
                id, ANN, CreatedEntry.Content.of(ANN.user(), details, new CreatedEntry.FirstMembers(members)));
    }

    private static List<UserId> users(Caller... callers) {
        return Stream.of(callers).map(Caller::user).toList();
    }
}
