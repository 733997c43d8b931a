// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.held;

import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.held.Held.Decision;
import dev.hubbub.access.store.FakeUserRecords;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.moderation.HeldMessages.HeldMessage;
import dev.hubbub.contract.moderation.HeldMessages.Page;
import dev.hubbub.contract.moderation.HeldMessages.Result;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeldStoreTest {
    private static final RoomId LOBBY = new RoomId("lobby");
    private static final String FULL = "FORBIDDEN: too many messages wait for a moderator";

    private final FakeUserRecords records = new FakeUserRecords();
    private Instant now = Instant.parse("2026-11-30T12:00:00Z");
    private final HeldStore store = new HeldStore(records, () -> now);

    private Future<HeldMessage> add(RoomId room, String sender, String text) {
        UserId user = new UserId(sender);
        ClientId clientId = new ClientId(text);
        return store.add(
                room,
                new HeldMessage(
                        Held.id(room, user, clientId),
                        user,
                        clientId,
                        null,
                        Map.of("text", text),
                        null,
                        null,
                        now,
                        now.plus(HeldStore.KEPT)));
    }

    private List<String> texts(Page page) {
        return page.messages().stream()
                .map(message -> (String) message.content().get("text"))
                .toList();
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    private HeldStore.Found find(HeldMessage message) {
        return result(store.find(LOBBY, message.id())).orElseThrow();
    }

    @Test
    void messagesOfARoomComeInPagesTheOldestFirst() {
        for (int i = 0; i < 5; i++) {
            result(add(LOBBY, "ann", "text-" + i));
            result(add(new RoomId("hall"), "ann", "elsewhere-" + i));
            later(Duration.ofMillis(1));
        }
        Page first = result(store.page(LOBBY, null, 2));
        assertThat(texts(first)).containsExactly("text-0", "text-1");
        Page second = result(store.page(LOBBY, first.next(), 3));
        assertThat(texts(second)).containsExactly("text-2", "text-3", "text-4");
        assertThat(second.next()).isNull();
    }

    @Test
    void decidedMessageIsKnownForADayWithoutItsContent() {
        HeldMessage held = result(add(LOBBY, "ann", "secret"));
        Decision released = new Decision(Result.RELEASED, 7L, now, null);
        result(store.decide(LOBBY, find(held), released));
        assertThat(find(held).held().decision()).isEqualTo(released);
        assertThat(find(held).held().message()).isNull();
        assertThat(result(store.page(LOBBY, null, 10)).messages()).isEmpty();
        later(HeldStore.REMEMBERED);
        assertThat(result(store.find(LOBBY, held.id()))).isEmpty();
    }

    @Test
    void decisionOnAnOlderVersionIsRefused() {
        HeldMessage held = result(add(LOBBY, "ann", "one"));
        HeldStore.Found found = find(held);
        result(store.decide(LOBBY, found, new Decision(Result.DROPPED, null, now, null)));
        assertThat(failure(store.decide(LOBBY, found, new Decision(Result.RELEASED, 1L, now, null))))
                .startsWith("CONFLICT");
    }

    @Test
    void expiredMessagesAreGoneAndMakeSpace() {
        HeldMessage held = result(add(LOBBY, "ann", "one"));
        HeldMessage decided = result(add(LOBBY, "ann", "two"));
        result(store.decide(LOBBY, find(decided), new Decision(Result.DROPPED, null, now, null)));
        later(HeldStore.KEPT);
        assertThat(result(store.find(LOBBY, held.id()))).isEmpty();
        assertThat(result(store.page(LOBBY, null, 10)).messages()).isEmpty();
        assertThat(records.size()).isPositive();
        result(store.sweep());
        assertThat(records.size()).isZero();
    }

    @Test
    void messageThatIsHeldAgainIsNotSweptWithTheFirst() {
        result(add(LOBBY, "ann", "one"));
        later(HeldStore.KEPT);
        HeldMessage again = result(add(LOBBY, "ann", "one"));
        result(store.sweep());
        assertThat(find(again).held().message()).isEqualTo(again);
    }

    @Test
    void senderRoomAndShardAreBounded() {
        for (int user = 0; user < HeldStore.MAX_OF_ROOM / HeldStore.MAX_OF_SENDER; user++) {
            for (int i = 0; i < HeldStore.MAX_OF_SENDER; i++) {
                result(add(LOBBY, "user-" + user, "text-" + i));
            }
            assertThat(failure(add(LOBBY, "user-" + user, "more"))).isEqualTo(FULL);
        }
        assertThat(failure(add(LOBBY, "ann", "more"))).isEqualTo(FULL);
        RoomId other = Stream.iterate(0, i -> i + 1)
                .map(i -> new RoomId("room-" + i))
                .filter(room -> Shard.of(room.value()) == Shard.of(LOBBY.value()))
                .findFirst()
                .orElseThrow();
        assertThat(result(add(other, "ann", "one")).at()).isEqualTo(now);
        HeldIndex index = new HeldIndex(records);
        for (int i = HeldStore.MAX_OF_ROOM + 1; i < HeldStore.MAX_OF_SHARD; i++) {
            result(index.add(new HeldIndex.Line(other, new UserId("ann"), "id-" + i, null, false, now.plusSeconds(1))));
        }
        assertThat(failure(add(other, "bob", "more"))).isEqualTo(FULL);
    }

    @Test
    void senderWhoFillsManyRoomsOfAShardLeavesItToOthers() {
        List<RoomId> rooms = Stream.iterate(0, i -> i + 1)
                .map(i -> new RoomId("room-" + i))
                .filter(room -> Shard.of(room.value()) == Shard.of(LOBBY.value()))
                .limit(HeldStore.MAX_OF_SENDER_IN_SHARD / HeldStore.MAX_OF_SENDER)
                .toList();
        for (RoomId room : rooms) {
            for (int i = 0; i < HeldStore.MAX_OF_SENDER; i++) {
                result(add(room, "mallory", "text-" + i));
            }
        }
        assertThat(failure(add(LOBBY, "mallory", "more"))).isEqualTo(FULL);
        assertThat(result(add(LOBBY, "ann", "one")).at()).isEqualTo(now);
    }

    @Test
    void idsAreThoseOfTheMessagesOfASenderInARoom() {
        UserId ann = new UserId("ann");
        assertThat(Held.id(LOBBY, ann, new ClientId("c")))
                .hasSize(32)
                .isEqualTo(Held.id(LOBBY, ann, new ClientId("c")));
        assertThat(IntStream.range(0, 100).mapToObj(i -> Held.id(LOBBY, ann, new ClientId("c" + i))))
                .doesNotHaveDuplicates();
        assertThat(Held.id(new RoomId("hall"), ann, new ClientId("c")))
                .isNotEqualTo(Held.id(LOBBY, ann, new ClientId("c")));
        assertThat(Held.id(LOBBY, new UserId("an"), new ClientId("nc")))
                .isNotEqualTo(Held.id(LOBBY, ann, new ClientId("c")));
    }
}
