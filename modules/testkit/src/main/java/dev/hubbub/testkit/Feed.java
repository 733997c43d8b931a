// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.session.Feeds.ResetReason;
import dev.hubbub.testkit.await.Await;
import dev.hubbub.testkit.await.Recorder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records what arrives on one address that the client listens to. */
public final class Feed {
    private final String address;
    private final Duration timeout;
    private final Promise<JsonObject> opened = Promise.promise();
    private final Recorder<Object> bodies = Recorder.all();
    private volatile boolean over;

    Feed(String address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
    }

    /** The address that the client listens to. */
    public String address() {
        return address;
    }

    /** The seq after which the feed starts. */
    public long position() {
        return answer().getLong("seq");
    }

    /** Why the feed does not resume at the client's position; empty when it does. */
    public Optional<ResetReason> reset() {
        JsonObject answer = answer();
        return "reset".equals(event(answer))
                ? Optional.of(Json.read(answer, Feeds.Reset.class).reason())
                : Optional.empty();
    }

    private JsonObject answer() {
        return Await.result(opened.future(), timeout, "position on " + address);
    }

    /** The next body of this event after the last returned one; skips other events. */
    public JsonObject next(String event) {
        return (JsonObject) bodies.next(body -> event.equals(event(body)), event + " on " + address, timeout);
    }

    /** The next body of any kind after the last returned one. */
    public Object next() {
        return bodies.next(body -> true, "message on " + address, timeout);
    }

    /** Waits until the entry with this seq has arrived. */
    public Entry awaitSeq(long seq) {
        Object found = bodies.first(
                body -> isEntry(body) && ((JsonObject) body).getLong("seq") == seq,
                "entry " + seq + " on " + address,
                timeout);
        return Json.read((JsonObject) found, Entry.class);
    }

    /** The entries that have arrived, in the order of arrival. */
    public List<Entry> entries() {
        return bodies.items().stream()
                .filter(Feed::isEntry)
                .map(body -> Json.read((JsonObject) body, Entry.class))
                .toList();
    }

    /** All bodies that have arrived, in the order of arrival. */
    public List<Object> bodies() {
        return bodies.items();
    }

    Future<JsonObject> opened() {
        return opened.future();
    }

    void received(Object body) {
        if ("position".equals(event(body)) || "reset".equals(event(body))) {
            opened.tryComplete((JsonObject) body);
        }
        bodies.add(body);
    }

    void refused(BridgeFailure failure) {
        opened.tryFail(failure);
        end("refused with " + failure.getMessage());
    }

    void ended(String why) {
        opened.tryFail(new IllegalStateException(why));
        end(why);
    }

    private void end(String why) {
        over = true;
        bodies.end(why);
    }

    /** Whether the feed has ended. */
    boolean isOver() {
        return over;
    }

    private static @Nullable String event(Object body) {
        return body instanceof JsonObject json && json.getValue("event") instanceof String event ? event : null;
    }

    /** Whatever has a number and a sender, also of a kind that is not known here. */
    private static boolean isEntry(Object body) {
        return event(body) != null
                && body instanceof JsonObject json
                && json.containsKey("seq")
                && json.containsKey("sender");
    }
}
