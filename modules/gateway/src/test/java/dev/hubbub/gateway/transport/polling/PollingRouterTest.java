// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.session.PollingSessions;
import dev.hubbub.contract.value.SessionId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node beside another one: the bus asks both by turns while a shard goes from one to the other. */
@ExtendWith(VertxExtension.class)
final class PollingRouterTest {
    private static final SessionId SESSION = new SessionId("abcdefghijklmnopqrst");
    private static final PollingSessions.Release RELEASE = new PollingSessions.Release(SESSION, "reader", 7, false);
    private static final PollingSessions.Deliver DELIVER = new PollingSessions.Deliver(SESSION, List.of("{}"));
    private static final PollingSessions.Receive RECEIVE =
            new PollingSessions.Receive(SESSION, "reader", 0, 0, "127.0.0.1");

    private final PollingRouter router = new PollingRouter(1);
    private final Map<String, Handler<Message<JsonObject>>> elsewhere = new ConcurrentHashMap<>();
    private Context context;
    private volatile boolean ours;
    private volatile boolean leaving;

    @BeforeEach
    void open(Vertx vertx) {
        context = vertx.getOrCreateContext();
        router.add(context, new LocalPollingSessions(null, null, null, null)); // no session is ever made here
        router.connect(shard -> ours, shard -> !ours || leaving, new Bus(vertx));
    }

    private <R> R answer(Supplier<Future<R>> asked) throws Exception {
        Promise<R> answer = Promise.promise();
        context.runOnContext(here -> asked.get().onComplete(answer));
        return answer.future().await(5, SECONDS);
    }

    private void assertRefused(ErrorCode code, Supplier<Future<?>> asked) {
        assertThatThrownBy(() -> answer(() -> asked.get().mapEmpty()))
                .isInstanceOfSatisfying(HubException.class, refused -> assertThat(refused.is(code))
                        .isTrue());
    }

    /** The other node, which does not have the session when it is asked the first so many times. */
    private AtomicInteger elsewhere(Vertx vertx, Rpc<?, ?> rpc, int wrong, JsonObject reply) {
        if (elsewhere.isEmpty()) {
            vertx.eventBus().<JsonObject>consumer(rpc.addressFor(RELEASE.shard()), ask -> elsewhere
                    .get(ask.headers().get(Rpc.HEADER))
                    .handle(ask));
        }
        AtomicInteger asked = new AtomicInteger();
        elsewhere.put(rpc.address(), ask -> {
            if (asked.incrementAndGet() <= wrong) {
                ask.fail(ErrorCode.STALE.number(), "session is served elsewhere, ask again");
            } else {
                ask.reply(reply);
            }
        });
        return asked;
    }

    @Test
    void whatReachesTheWrongNodeIsAskedAgain(Vertx vertx) throws Exception {
        AtomicInteger releases = elsewhere(vertx, PollingSessions.RELEASE, 1, new JsonObject().put("acked", 7));
        AtomicInteger sends = elsewhere(vertx, PollingSessions.DELIVER, 2, new JsonObject().put("admitted", true));

        assertThat(answer(() -> router.release(RELEASE))).isEqualTo(new PollingSessions.Released(7));
        assertThat(answer(() -> router.deliver(DELIVER))).isEqualTo(new PollingSessions.Delivered(true));
        assertThat(releases).hasValue(2);
        assertThat(sends).hasValue(3);
    }

    @Test
    void itIsNotAskedForEver(Vertx vertx) {
        AtomicInteger asked = elsewhere(vertx, PollingSessions.DELIVER, Integer.MAX_VALUE, null);

        assertRefused(ErrorCode.UNAVAILABLE, () -> router.deliver(DELIVER));
        assertThat(asked).hasValue(10);
    }

    @Test
    void nodeThatGaveTheShardUpSaysSoInsteadOfNotFound() {
        assertRefused(ErrorCode.STALE, () -> router.releaseHere(RELEASE));
        assertRefused(ErrorCode.STALE, () -> router.deliverHere(DELIVER));
        assertRefused(ErrorCode.STALE, () -> router.receiveHere(RECEIVE));
    }

    @Test
    void nodeThatStopsSaysSoToo() {
        ours = true;
        leaving = true;
        assertRefused(ErrorCode.STALE, () -> router.releaseHere(RELEASE));
        assertRefused(ErrorCode.STALE, () -> router.deliverHere(DELIVER));
        assertRefused(ErrorCode.STALE, () -> router.receiveHere(RECEIVE));
    }

    @Test
    void nodeThatStopsAsksTheOtherForWhatItDoesNotHave(Vertx vertx) throws Exception {
        elsewhere(vertx, PollingSessions.DELIVER, 1, new JsonObject().put("admitted", true));
        elsewhere(
                vertx,
                PollingSessions.RECEIVE,
                0,
                new JsonObject().put("upTo", 3).put("last", false));
        ours = true;
        leaving = true;
        assertThat(answer(() -> router.deliver(DELIVER))).isEqualTo(new PollingSessions.Delivered(true));
        assertThat(answer(() -> router.receive(RECEIVE))).isEqualTo(new PollingSessions.Received(3, List.of(), false));
    }

    @Test
    void shardThatGoesWhileItsNodeIsAskedIsAskedElsewhere(Vertx vertx) throws Exception {
        elsewhere(vertx, PollingSessions.DELIVER, 0, new JsonObject().put("admitted", true));
        ours = true;
        PollingSessions.Delivered delivered = answer(() -> {
            Future<PollingSessions.Delivered> asked = router.deliver(DELIVER);
            ours = false;
            return asked;
        });
        assertThat(delivered).isEqualTo(new PollingSessions.Delivered(true));
    }

    /** It may be over when the pause is: a late question would make it a reader again. */
    @Test
    void readerAsksAgainItself(Vertx vertx) {
        AtomicInteger asked = elsewhere(vertx, PollingSessions.RECEIVE, Integer.MAX_VALUE, null);

        assertRefused(ErrorCode.UNAVAILABLE, () -> router.receive(RECEIVE));
        assertThat(asked).hasValue(1);
    }

    @Test
    void nodeOfTheShardKnowsThatThereIsNoSuchSession() {
        ours = true;
        assertRefused(ErrorCode.NOT_FOUND, () -> router.releaseHere(RELEASE));
        assertRefused(ErrorCode.NOT_FOUND, () -> router.deliverHere(DELIVER));
        assertRefused(ErrorCode.NOT_FOUND, () -> router.deliver(DELIVER));
    }
}
