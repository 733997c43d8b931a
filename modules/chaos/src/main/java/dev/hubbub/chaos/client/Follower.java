// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import dev.hubbub.chaos.record.Contents;
import dev.hubbub.chaos.record.Reading;
import dev.hubbub.chaos.record.Recording;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Follows one room over all sockets of a client: registers, goes on where it was, and reads from the history what the hub
 * does not send. Outlives sockets.
 */
final class Follower {
    private static final int PATIENCE_MILLIS = 200;
    private static final int MAX_EARLY = 100_000;
    private static final int MAX_EMPTY_PAGES = 25;

    private final Client client;
    private final RoomId room;
    private final Manners manners;
    private final Reading reading;
    private final Contents contents;
    /** What came while the history before it is being read. */
    private final Deque<Seen> early = new ArrayDeque<>();

    private Session session;
    private boolean live;
    private boolean left;
    private long fillTo;
    private int emptyPages;

    Follower(Client client, RoomId room, Manners manners, Recording recording, Reading reading) {
        this.client = client;
        this.room = room;
        this.manners = manners;
        this.reading = reading;
        this.contents = recording.contents();
    }

    /** Follows over this socket from now on. */
    void attach(Session opened) {
        session = opened;
        live = false;
        left = false;
        fillTo = 0;
        emptyPages = 0;
        early.clear();
        register();
    }

    /** Whether entries arrive, and none before them is missing. */
    boolean isLive() {
        return live && fillTo == 0;
    }

    String address() {
        return Feeds.of(room);
    }

    /** What comes from now on is for nobody. */
    void leave() {
        left = true;
        reading.left();
    }

    void received(Seen seen) {
        if (left) {
            return;
        }
        if (seen.isEntry()) {
            entry(seen);
        } else if (seen.event().equals("position")) {
            positioned(seen.seq());
        } else if (seen.event().equals("reset")) {
            reading.reset(seen.seq(), seen.reason());
            fillUpTo(seen.seq());
        }
    }

    /** The hub refused the registration: for a while, or it ended. */
    void refused() {
        if (left) {
            return;
        }
        live = false;
        Session there = session;
        client.after(PATIENCE_MILLIS, there, this::register);
    }

    private void register() {
        JsonObject frame = new JsonObject().put("type", "register").put("address", address());
        if (manners.resumption() == Manners.Resumption.SINCE && reading.isFollowing()) {
            frame.put("headers", new JsonObject().put(Feeds.SINCE, Long.toString(reading.last())));
        }
        session.write(frame);
        Session there = session;
        client.after(manners.answerMillis(), there, () -> {
            if (!live && !left) {
                there.cut();
            }
        });
    }

    /**
     * Entries after {@code seq} follow. With the header {@code since} it is where the client was; a hub that says another
     * one and sends no reset has made a hole, which shows in the reading.
     */
    private void positioned(long seq) {
        if (!reading.isFollowing()) {
            reading.began(seq);
        }
        if (manners.resumption() == Manners.Resumption.HISTORY) {
            fillUpTo(seq);
        } else {
            nowLive();
        }
    }

    private void fillUpTo(long seq) {
        if (seq > reading.last()) {
            live = true;
            fillTo = seq;
            readOn();
        } else {
            nowLive();
        }
    }

    private void nowLive() {
        live = true;
        fillTo = 0;
        while (!early.isEmpty()) {
            take(early.remove());
        }
        client.live();
    }

    private void entry(Seen seen) {
        if (fillTo == 0) {
            take(seen);
        } else if (early.size() < MAX_EARLY) {
            early.add(seen);
        } else {
            session.cut();
        }
    }

    private void take(Seen seen) {
        reading.entry(seen.seq());
        contents.saw(room, seen.seq(), seen.fingerprint(), reading.reader());
        client.heard();
    }

    private void readOn() {
        Session there = session;
        JsonObject body = new JsonObject()
                .put("room", room.value())
                .put("after", reading.last())
                .put("limit", Messages.MAX_PAGE);
        there.request(Messages.HISTORY.address(), body, (failure, frame) -> {
            if (client.isOn(there)) {
                page(failure, frame);
            }
        });
    }

    private void page(int failure, JsonObject frame) {
        if (left) {
            return;
        }
        JsonArray entries =
                failure == 0 ? frame.getJsonObject("body").getJsonArray("messages", new JsonArray()) : new JsonArray();
        for (int i = 0; i < entries.size() && reading.last() < fillTo; i++) {
            take(Seen.of(entries.getJsonObject(i)));
        }
        boolean stuck = entries.isEmpty() && failure == 0 && ++emptyPages == MAX_EMPTY_PAGES;
        if (reading.last() >= fillTo || stuck) { // stuck: the hub promised what it does not have; a gap in the reading
            nowLive();
        } else if (entries.isEmpty()) {
            client.after(PATIENCE_MILLIS, session, this::readOn);
        } else {
            readOn();
        }
    }
}
