// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards.Announced;
import dev.hubbub.contract.cluster.Shards.Pong;
import dev.hubbub.contract.json.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One node among others that are only heard of; no lease ends here. */
@ExtendWith(VertxExtension.class)
final class ShardsTest {
    private Bus bus;
    private Shards shards;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        bus = new Bus(vertx);
        shards = new Shards(
                bus, "test", new ShardOwners("here", Integer.MAX_VALUE), new StoreAgreement("disk-a"), false);
        shards.start().await(5, SECONDS);
    }

    private void hearOnce(String node) {
        bus.publish(Shards.ANNOUNCED, new Announced("test", node, false, null, null));
        await().until(() -> owned() < Shard.COUNT);
    }

    /** It is not taken for gone. */
    private void answerFor(String node) throws Exception {
        bus.vertx()
                .eventBus()
                .consumer(Shards.PING.addressFor(node), ping -> ping.reply(Json.write(new Pong(node))))
                .completion()
                .await(5, SECONDS);
    }

    private long owned() {
        return IntStream.range(0, Shard.COUNT).filter(shards::owns).count();
    }

    @Test
    void silentNodeThatNobodyCanReachLosesItsShardsBeforeItsLeaseEnds() throws Exception {
        hearOnce("ghost");
        await().until(() -> owned() == Shard.COUNT);
        await().until(() -> shards.missing() == 1);
        answerFor("another");
        hearOnce("another");
        await().until(() -> shards.missing() == 0);
    }

    @Test
    void silentNodeThatAnswersKeepsItsShards(Vertx vertx) throws Exception {
        AtomicInteger pings = new AtomicInteger();
        vertx.eventBus()
                .consumer(Shards.PING.addressFor("busy"), ping -> {
                    pings.incrementAndGet();
                    ping.reply(Json.write(new Pong("busy")));
                })
                .completion()
                .await(5, SECONDS);
        hearOnce("busy");
        await().until(() -> pings.get() > 2);
        assertThat(owned()).isLessThan(Shard.COUNT);
    }

    @Test
    void silentNodeIsAskedAgainUntilNobodyCanReachIt(Vertx vertx) throws Exception {
        AtomicInteger pings = new AtomicInteger();
        MessageConsumer<Object> dying =
                vertx.eventBus().consumer(Shards.PING.addressFor("dying"), ping -> pings.incrementAndGet());
        dying.completion().await(5, SECONDS);
        hearOnce("dying");
        await().until(() -> pings.get() > 2);
        assertThat(owned()).isLessThan(Shard.COUNT);

        dying.unregister().await(5, SECONDS);
        await().until(() -> owned() == Shard.COUNT);
    }

    @Test
    void pingIsAnsweredByTheOneThatIsAsked() throws Exception {
        Future<Pong> pong = bus.call(Shards.PING, new Shards.Ping("here"));
        assertThat(pong.await(5, SECONDS).node()).isEqualTo("here");
    }

    @Test
    void nodeWithAnotherStoreGetsNoShardsAndIsToldOfThisOne() throws Exception {
        List<Announced> told = new CopyOnWriteArrayList<>();
        bus.subscribe(Shards.ANNOUNCED, told::add).await(5, SECONDS);
        told.clear();
        bus.publish(Shards.ANNOUNCED, new Announced("test", "rival", false, null, "disk-b"));
        await().until(() -> told, all -> all.stream()
                .anyMatch(each -> each.node().equals("here") && "disk-a".equals(each.store())));
        assertThat(owned()).isEqualTo(Shard.COUNT);
        assertThat(shards.others()).isZero();
    }

    @Test
    void nodeThatFindsAnotherStoreDoesNotStart() {
        assertThatThrownBy(() -> startWith("disk-b").await(5, SECONDS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stores messages elsewhere (expected: one node with the role persistence");
        assertThat(owned()).isEqualTo(Shard.COUNT);
    }

    @Test
    void nodeWithTheSameStoreShares() throws Exception {
        startWith("disk-a").await(5, SECONDS);
        await().until(() -> owned() < Shard.COUNT);
    }

    private Future<Void> startWith(String store) {
        ShardOwners owners = new ShardOwners("newcomer", Integer.MAX_VALUE);
        return new Shards(bus, "test", owners, new StoreAgreement(store), false).start();
    }

    @Test
    void nameOfAStoreIsPrintable() {
        assertThatThrownBy(() -> new Announced("test", "there", false, null, "a\nb"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("store");
    }

    @Test
    void nodeThatLeavesHandsItsShardsOver() throws Exception {
        answerFor("there");
        hearOnce("there");
        bus.publish(Shards.ANNOUNCED, new Announced("test", "there", true, null, null));
        await().until(() -> owned() == Shard.COUNT);
        assertThat(shards.missing()).as("it said so").isZero();
    }
}
