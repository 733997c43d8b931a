// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.acceptance.fixture.SharedNodes;
import dev.hubbub.acceptance.fixture.TwoNodes;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.session.Feeds.ResetReason;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.hub.node.Node;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever comes back with the last seq misses nothing and sees nothing twice, on whichever node. */
@ExtendWith({VertxExtension.class, SharedNodes.class})
final class ResumeE2E {
    private static final int BREAKS = 4;
    private static final int BURST = 100;
    private static final int MESSAGES = BREAKS * BURST + 1;

    /** How a client comes back. */
    enum Way {
        RAW(Transport.RAW),
        FRAMED_IN_ONE_REQUEST(Transport.FRAMED),
        XHR(Transport.XHR);

        private final Transport transport;

        Way(Transport transport) {
            this.transport = transport;
        }
    }

    private static BridgeClient login(Vertx vertx, Node node, String user, Transport transport) {
        ClientOptions options = ClientOptions.of(transport, node.url()).timeout(Duration.ofSeconds(30));
        BridgeClient client = BridgeClient.connect(vertx, options);
        client.login(TwoNodes.TOKENS.user(user).sign());
        return client;
    }

    private static Feed comeBack(Way way, BridgeClient client, RoomId room, long since) {
        return way == Way.FRAMED_IN_ONE_REQUEST
                ? client.resume(List.of(new Session.Since(room, since))).feed(room)
                : client.subscribe(room, since);
    }

    private static Future<JsonObject> say(BridgeClient client, RoomId room, int number) {
        Messages.Send send = new Messages.Send(room, new ClientId("c" + number), "text c" + number);
        return client.request(Messages.SEND.address(), Json.write(send));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void clientThatLosesItsSocketAgainAndAgainSeesEachEntryOnce(Way way, Vertx vertx, TwoNodes hub) {
        BridgeClient alice = login(vertx, hub.node(1), "speaker", Transport.RAW);
        RoomId room = alice.call(Rooms.CREATE, new Rooms.Create("Bridge", null, null, null))
                .room();
        BridgeClient bob = login(vertx, hub.node(0), "listener", way.transport);
        long joined = bob.call(Rooms.JOIN, new Rooms.Join(room)).seq();
        Feed feed = comeBack(way, bob, room, joined);
        List<Entry> seen = new ArrayList<>();
        long last = joined;
        for (int times = 1; times <= BREAKS; times++) {
            IntStream.range((times - 1) * BURST, times * BURST).forEach(n -> say(alice, room, n));
            feed.awaitSeq(last + BURST / 10); // the rest of the burst comes while nobody listens
            bob.cut();
            bob.awaitClosed();
            seen.addAll(feed.entries());
            last = seen.get(seen.size() - 1).seq();
            bob = login(vertx, hub.node(times % 2), "listener", way.transport);
            feed = comeBack(way, bob, room, last);
            assertThat(feed.reset()).isEmpty();
            assertThat(feed.position()).isEqualTo(last);
        }
        say(alice, room, MESSAGES - 1); // the last burst may have come whole
        feed.awaitSeq(joined + MESSAGES);
        seen.addAll(feed.entries());
        assertThat(seen)
                .extracting(Entry::seq)
                .isEqualTo(LongStream.rangeClosed(joined + 1, joined + MESSAGES)
                        .boxed()
                        .toList());
        assertThat(seen)
                .extracting(MessageEntry::text)
                .isEqualTo(
                        IntStream.range(0, MESSAGES).mapToObj(n -> "text c" + n).toList());
    }

    @Test
    void positionOfAnotherLogIsResetAndSoIsWhatIsTooFar(Vertx vertx, TwoNodes hub) {
        BridgeClient alice = login(vertx, hub.node(0), "speaker", Transport.RAW);
        RoomId room = alice.call(Rooms.CREATE, new Rooms.Create("Bridge", null, null, null))
                .room();
        Future.all(IntStream.range(0, 1_200).mapToObj(n -> say(alice, room, n)).toList())
                .await();
        Feed ahead = login(vertx, hub.node(1), "speaker", Transport.FRAMED).subscribe(room, 5_000);
        assertThat(ahead.reset()).contains(ResetReason.AHEAD);
        assertThat(ahead.position()).isEqualTo(1_201);
        Feed tooFar = login(vertx, hub.node(1), "speaker", Transport.XHR).subscribe(room, 1);
        assertThat(tooFar.reset()).contains(ResetReason.TOO_FAR);
        say(alice, room, 1_200).await();
        assertThat(ahead.awaitSeq(1_202)).isEqualTo(tooFar.awaitSeq(1_202));
        assertThat(ahead.entries()).hasSize(1);
        assertThat(tooFar.entries()).hasSize(1);
    }
}
