// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** What clients do over and over in these tests. */
final class Talk {
    /** The full run goes over the other framing. */
    private static final boolean FULL = Boolean.getBoolean("hubbub.full");

    static BridgeClient login(Vertx vertx, String url, String token) {
        return login(vertx, FULL ? Transport.FRAMED : Transport.RAW, url, token);
    }

    static BridgeClient login(Vertx vertx, Transport transport, String url, String token) {
        BridgeClient client = BridgeClient.connect(vertx, ClientOptions.of(transport, url));
        retried("login", () -> client.login(token));
        return client;
    }

    static Messages.Sent say(BridgeClient client, RoomId room, String id) {
        return client.call(Messages.SEND, new Messages.Send(room, new ClientId(id), "text " + id));
    }

    /** Sends again under the same id until it is acked, as PROTOCOL.md tells clients to. */
    static Messages.Sent sayUntilAcked(BridgeClient client, RoomId room, String id) {
        return retried("ack of " + id, () -> say(client, room, id));
    }

    /** Asks again while a part of the hub is away: in the seconds after a node died, until another has its shards. */
    private static <T> T retried(String what, Supplier<T> question) {
        AtomicReference<T> answer = new AtomicReference<>();
        await(what).pollDelay(Duration.ZERO).atMost(30, SECONDS).until(() -> {
            try {
                answer.set(question.get());
                return true;
            } catch (BridgeFailure e) {
                if (!e.is(ErrorCode.UNAVAILABLE)) {
                    throw e;
                }
                return false;
            }
        });
        return answer.get();
    }

    private Talk() {}
}
