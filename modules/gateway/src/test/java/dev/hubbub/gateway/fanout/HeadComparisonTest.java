// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HeadComparisonTest {
    private static final RoomId TEA = new RoomId("tea");

    private final List<MessageLog.Compare> asked = new ArrayList<>();
    private final Map<RoomId, Long> found = new HashMap<>();
    private List<Map<RoomId, Long>> positions = List.of();
    private Future<MessageLog.Behind> answer = Future.succeededFuture(new MessageLog.Behind(List.of()));
    private final HeadComparison comparison = new HeadComparison(this::ask, this::positions, found::put);

    private Future<MessageLog.Behind> ask(MessageLog.Compare compare) {
        asked.add(compare);
        return answer;
    }

    private Future<List<Map<RoomId, Long>>> positions() {
        return Future.succeededFuture(positions);
    }

    private void round() {
        IntStream.range(0, HeadComparison.TICKS).forEach(n -> comparison.tick());
    }

    private static Map<RoomId, Long> rooms(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(n -> new RoomId("r" + n), n -> 1L));
    }

    @Test
    void theEventLoopThatHasLeastIsCompared() {
        positions = List.of(Map.of(TEA, 10L), Map.of(TEA, 8L, new RoomId("milk"), 3L), Map.of());
        answer = Future.succeededFuture(new MessageLog.Behind(List.of(TEA)));
        comparison.tick();
        assertThat(asked.get(0).rooms())
                .containsExactlyInAnyOrder(new MessageLog.Known(TEA, 8), new MessageLog.Known(new RoomId("milk"), 3));
        assertThat(found).isEqualTo(Map.of(TEA, 8L));
    }

    @Test
    void fewRoomsCostOneRequestARoundAndNoneCostNothing() {
        round();
        round();
        assertThat(asked).isEmpty();
        positions = List.of(rooms(500));
        round();
        round();
        round();
        assertThat(asked).hasSize(3).allMatch(compare -> compare.rooms().size() == 500);
    }

    @Test
    void fiveThousandRoomsFitIntoOneRound() {
        positions = List.of(rooms(5_000));
        round();
        assertThat(asked).hasSize(10);
        assertThat(asked.stream().flatMap(compare -> compare.rooms().stream()).distinct())
                .hasSize(5_000);
    }

    @Test
    void moreRoomsMakeTheRoundLongerNotTheRequestsMore() {
        positions = List.of(rooms(12_300));
        round();
        round();
        assertThat(asked).hasSize(20);
        IntStream.range(0, 5).forEach(n -> comparison.tick());
        assertThat(asked).hasSize(25);
        assertThat(asked.stream().flatMap(compare -> compare.rooms().stream()).distinct())
                .hasSize(12_300);
    }

    @Test
    void oneRequestIsUnderWayAtATimeAndOneThatFailsIsNoMatter() {
        positions = List.of(Map.of(TEA, 1L));
        Promise<MessageLog.Behind> late = Promise.promise();
        answer = late.future();
        round();
        round();
        assertThat(asked).hasSize(1);
        late.fail(new HubException(ErrorCode.UNAVAILABLE, "test"));
        answer = Future.succeededFuture(new MessageLog.Behind(List.of(TEA)));
        comparison.tick();
        assertThat(asked).hasSize(2);
        assertThat(found).containsKey(TEA);
    }

    @Test
    void roomsThatAreFollowedNoMoreAreLeftOut() {
        positions = List.of(rooms(600));
        comparison.tick();
        positions = List.of(Map.of());
        comparison.tick();
        assertThat(asked).hasSize(1);
    }
}
