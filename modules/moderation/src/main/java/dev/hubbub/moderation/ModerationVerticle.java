// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.hooks.MessageHooks;
import dev.hubbub.contract.hooks.MessageHooks.MessageAction;
import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.contract.hooks.MessageHooks.MessageQuestion;
import dev.hubbub.contract.metrics.ModuleMeters;
import dev.hubbub.contract.moderation.FloodGuard;
import dev.hubbub.moderation.config.ModerationConfig;
import dev.hubbub.moderation.contacts.ContactStage;
import dev.hubbub.moderation.flood.FloodStage;
import dev.hubbub.moderation.flood.FloodTable;
import dev.hubbub.moderation.links.LinkStage;
import dev.hubbub.moderation.stage.Stage;
import dev.hubbub.moderation.words.WordListReader;
import dev.hubbub.moderation.words.WordStage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Puts the stages that are on at their addresses, and counts messages for those of all nodes. One per node. */
public final class ModerationVerticle extends VerticleBase {
    /** Longer texts are judged beside the event loop. */
    private static final int LONG_TEXT = 2_000;

    private final ModerationConfig config;
    private final LongSupplier millis;
    private final ModuleMeters meters;
    private Bus bus;
    private Shards shards;
    private WordStage words;

    /** Creates a verticle that shows no metrics. */
    public ModerationVerticle(ModerationConfig config) {
        this(config, new CompositeMeterRegistry());
    }

    /** @param meters where the gauges of this module are registered */
    public ModerationVerticle(ModerationConfig config, MeterRegistry meters) {
        this(config, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), meters);
    }

    ModerationVerticle(ModerationConfig config, LongSupplier millis, MeterRegistry meters) {
        this.config = config;
        this.words = new WordStage(List.of(), config.mask());
        this.millis = millis;
        this.meters = new ModuleMeters(meters, "hub.moderation");
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        shards = new Shards(bus, "moderation");
        FloodTable table = new FloodTable(millis);
        meters.gauge("senders", "users in rooms whose messages were counted lately", table, FloodTable::senders);
        meters.gauge("bus.calls", "calls over the bus without an answer", bus, Bus::calls);
        meters.gauge("shards", "shards that this node serves", shards, Shards::serving);
        meters.gauge("other.nodes", "other nodes that serve shards of this role", shards, Shards::others);
        return readWords()
                .onSuccess(read -> words = read)
                .compose(read -> shards.serve(FloodGuard.COUNT, table::count).start())
                .compose(started -> serveStages());
    }

    /** Lists of words may be files, which are read beside the event loop; without any where the stage is off. */
    private Future<WordStage> readWords() {
        return vertx.executeBlocking(() -> new WordStage(
                config.words().on() ? WordListReader.read(config.words().lists()) : List.of(), config.mask()));
    }

    private Future<?> serveStages() {
        WordStage looked = words; // nothing else may refer to it where the stage is off
        meters.gauge("word.characters", "characters of the words that are looked for", bus, open -> looked.size());
        List<Future<?>> served = new ArrayList<>();
        served.add(serve(
                MessageHooks.CONTACTS, config.contacts().on(), new ContactStage(config.contacts(), config.mask())));
        served.add(serve(MessageHooks.WORDS, config.words().on(), words));
        served.add(serve(MessageHooks.LINKS, config.links().on(), new LinkStage(config.links(), config.mask())));
        FloodStage flood = new FloodStage(config.flood(), count -> bus.call(FloodGuard.COUNT, count));
        served.add(serve(MessageHooks.FLOOD, config.flood().on(), flood));
        return Future.all(served);
    }

    private Future<?> serve(Rpc<MessageQuestion, MessageAnswer> hook, boolean on, Stage stage) {
        String name = hook.address().substring(hook.address().lastIndexOf('.') + 1);
        Counter findings = meters.counter("findings", "messages that a stage masked, refused or held", "stage", name);
        if (!on) {
            return Future.succeededFuture();
        }
        return bus.serve(hook, message -> judge(stage, message).onSuccess(answer -> {
            if (answer.action() != MessageAction.PASS) {
                findings.increment();
            }
        }));
    }

    private Future<MessageAnswer> judge(Stage stage, MessageQuestion message) {
        String text = message.text();
        return text == null || text.length() <= LONG_TEXT
                ? stage.judge(message)
                : vertx.executeBlocking(() -> stage.judge(message), false).compose(Function.identity());
    }

    @Override
    public Future<?> stop() {
        return Future.join(shards.stop(), bus.retire());
    }
}
