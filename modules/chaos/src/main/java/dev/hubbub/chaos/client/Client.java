// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import dev.hubbub.chaos.record.Outage;
import dev.hubbub.chaos.record.Recording;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.rooms.Rooms;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** One client: connects, joins, follows, sends, and comes back as long as the rules let it. */
final class Client {
    private static final int PATIENCE_MILLIS = 200;
    private static final int NO_CODE = 1006;
    private static final long STAY_MILLIS = 2_000;

    private final Crowd crowd;
    private final Person person;
    private final Recording recording;
    private final Follower follower;
    private final Outbox outbox;
    private Session session;
    private int address;
    private int failures;
    private boolean joined;
    private boolean over;
    private boolean counted;
    private boolean deaf;
    private long awaySince;
    private long wandersNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STAY_MILLIS);
    private int awayWith;

    Client(Crowd crowd, Person person, int address, int textBytes) {
        this.crowd = crowd;
        this.person = person;
        this.address = address;
        this.recording = crowd.recording();
        this.deaf = person.habit() == Person.Habit.IS_DEAF;
        this.follower = new Follower(
                this, person.room(), crowd.manners(), recording, recording.reader(person.name(), person.room()));
        this.outbox = person.habit() == Person.Habit.SPEAKS
                ? new Outbox(this, recording.sender(person.name(), person.room(), textBytes), recording)
                : null;
    }

    void open() {
        if (over) {
            return;
        }
        crowd.dial(address, person.token()).onSuccess(this::opened).onFailure(this::notOpened);
    }

    /** One more message is due; false when too many wait already, or it is no sender. */
    boolean speak() {
        return outbox != null && outbox.offer();
    }

    boolean speaks() {
        return outbox != null;
    }

    /** Goes for good. */
    void close() {
        over = true;
        if (session != null) {
            session.close();
        }
    }

    /** Loses its connection without a word. */
    void drop() {
        if (session != null) {
            session.cut();
        }
    }

    /** Reads from now on, whatever its habit. */
    void listen() {
        deaf = false;
        if (session != null) {
            session.readOn();
        }
    }

    void sweep(long now) {
        if (session != null) {
            session.sweep(now);
        }
    }

    /** Leaves the room and the hub for a while, if that is its habit and its time has come. */
    void wander(long now) {
        if (person.habit() != Person.Habit.WANDERS || !counted || !joined || now - wandersNanos < 0) {
            return;
        }
        wandersNanos =
                now + TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(STAY_MILLIS, 3 * STAY_MILLIS));
        joined = false;
        follower.leave();
        Session there = session;
        JsonObject body = new JsonObject().put("room", person.room().value());
        there.request(Rooms.LEAVE.address(), body, (failure, frame) -> there.close());
    }

    boolean isOn(Session there) {
        return session == there;
    }

    /** Runs this later if the client is still on that socket. */
    void after(long millis, Session there, Runnable action) {
        crowd.after(millis, () -> {
            if (isOn(there)) {
                action.run();
            }
        });
    }

    void later(Runnable action) {
        crowd.after(1, action);
    }

    void news(Session from, FrameCache.News news) {
        if (isOn(from) && news.address().equals(follower.address())) {
            follower.received(news.seen());
        }
    }

    void refused(Session from, JsonObject frame) {
        if (!isOn(from) || !joined || !follower.address().equals(frame.getString("address"))) {
            return; // who has left the room loses its feed
        }
        int number = frame.getInteger("failureCode", 0);
        if (!ErrorCode.of(number).map(ErrorCode::retryable).orElse(false)) {
            recording.refused(person.name() + " on its feed: " + frame.getString("message"));
        }
        follower.refused();
    }

    /** The feed is live again, with nothing missing before it. */
    void live() {
        failures = 0;
        if (!counted) {
            counted = true;
            crowd.arrived(1);
        }
        if (deaf) {
            session.stopReading();
        }
    }

    /** An entry came. */
    void heard() {
        if (awaySince != 0) {
            recording.outage(new Outage(person.name(), awayWith, awaySince, System.nanoTime()));
            awaySince = 0;
        }
    }

    void ended(Session ended, int code) {
        if (!isOn(ended)) {
            return;
        }
        session = null;
        if (outbox != null) {
            outbox.detach();
        }
        if (counted) {
            counted = false;
            crowd.arrived(-1);
        }
        if (crowd.hasBegun()) {
            record(code);
        }
        comeBack(code);
    }

    private void record(int code) {
        recording.closed(code);
        if (awaySince == 0 && joined && !over) {
            awaySince = System.nanoTime();
            awayWith = code;
        }
    }

    private void opened(WebSocket socket) {
        session = new Session(crowd, this, socket);
        if (over) {
            session.close();
        } else if (joined) {
            begin();
        } else {
            join();
        }
    }

    private void notOpened(Throwable why) {
        int status = why instanceof UpgradeRejectedException refusal ? refusal.getStatus() : 0;
        if (status == ErrorCode.UNAUTHORIZED.number()) {
            recording.refused(person.name() + " at the upgrade: 401");
            return;
        }
        comeBack(NO_CODE);
    }

    private void comeBack(int code) {
        long wait = crowd.manners().waitMillis(code, failures++);
        if (wait < 0) {
            recording.refused(person.name() + " was closed for good: " + code);
        } else if (!over) {
            address++; // another node may be there when this one is not
            crowd.after(wait, this::open);
        }
    }

    private void join() {
        Session there = session;
        JsonObject body = new JsonObject().put("room", person.room().value());
        there.request(Rooms.JOIN.address(), body, (failure, frame) -> {
            if (!isOn(there)) {
                return;
            }
            if (failure == 0) {
                joined = true;
                begin();
            } else if (failure < 0
                    || ErrorCode.of(failure).map(ErrorCode::retryable).orElse(false)) {
                after(PATIENCE_MILLIS, there, this::join);
            } else {
                recording.refused(person.name() + " may not join: " + frame.getString("message"));
            }
        });
    }

    private void begin() {
        follower.attach(session);
        if (outbox != null) {
            outbox.attach(session);
        }
    }
}
