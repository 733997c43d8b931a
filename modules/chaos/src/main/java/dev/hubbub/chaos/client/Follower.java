// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import dev.hubbub.chaos.record.EntryFingerprints;
import dev.hubbub.chaos.record.ReceiveLog;
import dev.hubbub.chaos.record.Recording;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Follows one room over all sockets of a client: registers, resumes, and reads from the history what the hub
 * does not send. Outlives sockets.
 */
final class Follower {
    private static final int MAX_EARLY = 100_000;
    private static final int MAX_EMPTY_PAGES = 25;

    private final Client client;
    private final RoomId room;
    private final ClientPolicy policy;
    private final ReceiveLog receiveLog;
    private final EntryFingerprints fingerprints;
    /** Updates that arrived while the client reads the history before them. */
    private final Deque<FeedUpdate> earlyUpdates = new ArrayDeque<>();

    private @Nullable ClientConnection connection;
    private boolean live;
    private boolean hasLeft;
    private long historyTo;
    private int emptyPages;

    Follower(Client client, RoomId room, ClientPolicy policy, Recording recording, ReceiveLog receiveLog) {
        this.client = client;
        this.room = room;
        this.policy = policy;
        this.receiveLog = receiveLog;
        this.fingerprints = recording.fingerprints();
    }

    /** Follows over this connection from now on. */
    void attach(ClientConnection opened) {
        connection = opened;
        live = false;
        hasLeft = false;
        historyTo = 0;
        emptyPages = 0;
        earlyUpdates.clear();
        register();
    }

    /** Whether entries arrive and no earlier entry is missing. */
    boolean isLive() {
        return live && historyTo == 0;
    }

    String address() {
        return Feeds.of(room);
    }

    /** Ignores later entries. */
    void leave() {
        hasLeft = true;
        receiveLog.unsubscribed();
    }

    void received(FeedUpdate update) {
        if (hasLeft) {
            return;
        }
        if (update.isEntry()) {
            receivedEntry(update);
        } else if (update.event().equals("position")) {
            positioned(update.seq());
        } else if (update.event().equals("reset")) {
            receiveLog.reset(update.seq(), update.reason());
            readHistoryTo(update.seq());
        }
    }

    /** The hub refused or ended the registration: registers again after this time. */
    void refused(long delayMillis) {
        if (hasLeft) {
            return;
        }
        live = false;
        client.after(delayMillis, connection(), this::register);
    }

    private void register() {
        JsonObject frame = new JsonObject().put("type", "register").put("address", address());
        if (policy.resumeMode() == ClientPolicy.ResumeMode.SINCE && receiveLog.isSubscribed()) {
            frame.put("headers", new JsonObject().put(Feeds.SINCE, Long.toString(receiveLog.lastSeq())));
        }
        ClientConnection current = connection();
        current.write(frame);
        client.after(policy.requestTimeoutMillis(), current, () -> {
            if (!live && !hasLeft) {
                current.cut();
            }
        });
    }

    /**
     * Entries after {@code seq} follow. With the header {@code since} this is the position of the client. A hub that
     * sends another one without a reset has made a gap, which the receive log shows.
     */
    private void positioned(long seq) {
        if (!receiveLog.isSubscribed()) {
            receiveLog.subscribed(seq);
        }
        if (policy.resumeMode() == ClientPolicy.ResumeMode.HISTORY) {
            readHistoryTo(seq);
        } else {
            becomeLive();
        }
    }

    private void readHistoryTo(long seq) {
        if (seq > receiveLog.lastSeq()) {
            live = true;
            historyTo = seq;
            readHistory();
        } else {
            becomeLive();
        }
    }

    private void becomeLive() {
        live = true;
        historyTo = 0;
        while (!earlyUpdates.isEmpty()) {
            record(earlyUpdates.remove());
        }
        client.becameLive();
    }

    private void receivedEntry(FeedUpdate update) {
        if (historyTo == 0) {
            record(update);
        } else if (earlyUpdates.size() < MAX_EARLY) {
            earlyUpdates.add(update);
        } else {
            connection().cut();
        }
    }

    private void record(FeedUpdate update) {
        receiveLog.received(update.seq());
        fingerprints.observed(room, update.seq(), update.fingerprint(), receiveLog.subscriber());
        client.entryReceived();
    }

    private void readHistory() {
        ClientConnection current = connection();
        JsonObject body = new JsonObject()
                .put("room", room.value())
                .put("after", receiveLog.lastSeq())
                .put("limit", Messages.MAX_PAGE);
        current.request(Messages.HISTORY.address(), body, (failure, frame) -> {
            if (client.isOn(current)) {
                receivedPage(failure, frame);
            }
        });
    }

    private ClientConnection connection() {
        return Objects.requireNonNull(connection, "not attached");
    }

    private void receivedPage(int failure, JsonObject frame) {
        if (hasLeft) {
            return;
        }
        JsonArray entries =
                failure == 0 ? frame.getJsonObject("body").getJsonArray("messages", new JsonArray()) : new JsonArray();
        for (int i = 0; i < entries.size() && receiveLog.lastSeq() < historyTo; i++) {
            record(FeedUpdate.of(entries.getJsonObject(i)));
        }
        boolean stuck = entries.isEmpty() && failure == 0 && ++emptyPages == MAX_EMPTY_PAGES;
        if (receiveLog.lastSeq() >= historyTo
                || stuck) { // stuck: the hub does not have what it announced; the receive log has a gap
            becomeLive();
        } else if (entries.isEmpty()) {
            client.after(RetryDelay.millis(failure, frame), connection(), this::readHistory);
        } else {
            readHistory();
        }
    }
}
