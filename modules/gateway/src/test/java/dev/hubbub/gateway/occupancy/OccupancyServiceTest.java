// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.occupancy;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.presence.Occupancy;
import dev.hubbub.contract.presence.Occupancy.Followers;
import dev.hubbub.contract.presence.Occupancy.NodeRooms;
import dev.hubbub.contract.presence.Occupancy.OfNode;
import dev.hubbub.contract.presence.Occupancy.OfRoom;
import dev.hubbub.contract.presence.Occupancy.RoomCount;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node of two event loops. */
@ExtendWith(VertxExtension.class)
final class OccupancyServiceTest {
    private static final String NODE = "n1";
    private static final RoomId JAM = new RoomId("jam");
    private static final RoomId TEA = new RoomId("tea");
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");

    private OccupancyService service;

    private record Rooms(Map<RoomId, List<UserId>> all) implements OccupancyService.Loop {
        @Override
        public Set<RoomId> rooms() {
            return all.keySet();
        }

        @Override
        public Future<Map<RoomId, List<UserId>>> followers(List<RoomId> asked) {
            return Future.succeededFuture(
                    asked.stream().collect(Collectors.toMap(room -> room, room -> all.getOrDefault(room, List.of()))));
        }
    }

    @BeforeEach
    void twoLoops(Vertx vertx) {
        service = new OccupancyService(vertx, () -> 9);
        service.add(new Rooms(Map.of(TEA, List.of(ANN, BOB), JAM, List.of(BOB))));
        service.add(new Rooms(Map.of(TEA, List.of(ANN))));
    }

    private NodeRooms rooms(RoomId after, int limit) throws Exception {
        return service.rooms(new OfNode(NODE, after, limit)).await(5, SECONDS);
    }

    @Test
    void eventLoopsAreSummedUp() throws Exception {
        assertThat(rooms(null, 10))
                .isEqualTo(new NodeRooms(9, 2, List.of(new RoomCount(JAM, 1, 1), new RoomCount(TEA, 3, 2))));
        Followers followers = service.followers(new OfRoom(NODE, TEA)).await(5, SECONDS);
        assertThat(followers).isEqualTo(new Followers(3, 2, List.of(ANN, BOB)));
        assertThat(service.followers(new OfRoom(NODE, new RoomId("none"))).await(5, SECONDS))
                .isEqualTo(new Followers(0, 0, List.of()));
    }

    @Test
    void pageHasTheFirstRoomsAfterThatOfThePageBefore() throws Exception {
        service.add(new Rooms(IntStream.range(0, 500)
                .mapToObj(n -> new RoomId(String.format("room%03d", 499 - n)))
                .collect(Collectors.toMap(room -> room, room -> List.of(ANN)))));
        assertThat(rooms(null, 3).counts())
                .extracting(RoomCount::room)
                .containsExactly(JAM, new RoomId("room000"), new RoomId("room001"));
        assertThat(rooms(new RoomId("room498"), 3).counts())
                .extracting(RoomCount::room)
                .containsExactly(new RoomId("room499"), TEA);
        assertThat(rooms(null, 1).rooms()).isEqualTo(502);
    }

    @Test
    void namesOfARoomAreBounded() throws Exception {
        List<UserId> many = IntStream.range(0, Occupancy.MAX_NAMES + 5)
                .mapToObj(n -> new UserId("u" + n))
                .toList();
        service.add(new Rooms(Map.of(new RoomId("hall"), many)));
        Followers followers =
                service.followers(new OfRoom(NODE, new RoomId("hall"))).await(5, SECONDS);
        assertThat(followers.users()).isEqualTo(Occupancy.MAX_NAMES + 5);
        assertThat(followers.names()).hasSize(Occupancy.MAX_NAMES);
    }
}
