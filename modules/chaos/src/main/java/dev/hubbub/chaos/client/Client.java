// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import dev.hubbub.chaos.record.Outage;
import dev.hubbub.chaos.record.Recording;
import dev.hubbub.chaos.record.SendLog;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.rooms.Rooms;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client: connects, joins, follows, sends, and reconnects as long as the close codes allow it. */
final class Client {
    private static final int ABNORMAL_CLOSURE = 1006;
    private static final long STAY_MILLIS = 2_000;

    private final ClientGroup group;
    private final ClientProfile profile;
    private final Recording recording;
    private final Follower follower;
    private final @Nullable RetryingSender sender;
    private final @Nullable MessageChanger changer;
    private @Nullable ClientConnection connection;
    private int urlIndex;
    private int failures;
    private boolean joined;
    private boolean closed;
    private boolean live;
    private boolean deaf;
    private long awaySince;
    private long nextLeaveNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STAY_MILLIS);
    private int awayCode;

    Client(ClientGroup group, ClientProfile profile, int urlIndex, ClientGroup.Plan plan) {
        this.group = group;
        this.profile = profile;
        this.urlIndex = urlIndex;
        this.recording = group.recording();
        this.deaf = profile.kind() == ClientProfile.Kind.DEAF;
        this.follower = new Follower(
                this, profile.room(), group.policy(), recording, recording.addReader(profile.name(), profile.room()));
        if (profile.kind() == ClientProfile.Kind.SENDER) {
            SendLog log = recording.addSender(profile.name(), profile.room(), plan.textBytes());
            MessageChanger changing = new MessageChanger(this, log, recording, plan.changeOneIn());
            this.changer = changing;
            this.sender = new RetryingSender(this, log, recording, changing::acked);
        } else {
            this.changer = null;
            this.sender = null;
        }
    }

    void open() {
        if (closed) {
            return;
        }
        group.connect(urlIndex, profile.token()).onSuccess(this::opened).onFailure(this::openFailed);
    }

    /** Adds one more message; false when too many wait already, or the client is no sender. */
    boolean offerMessage() {
        return sender != null && sender.offer();
    }

    boolean isSender() {
        return sender != null;
    }

    /** Closes the connection and does not reconnect. */
    void close() {
        closed = true;
        if (connection != null) {
            connection.close();
        }
    }

    /** Drops the connection without a close frame. */
    void dropConnection() {
        if (connection != null) {
            connection.cut();
        }
    }

    /** Reads from now on, also if the client is deaf. */
    void startReading() {
        deaf = false;
        if (connection != null) {
            connection.resumeReading();
        }
    }

    void checkTimeouts(long now) {
        if (connection != null) {
            connection.checkTimeouts(now);
        }
    }

    /** Leaves the room and disconnects if the client is restless and the time has come. */
    void leaveIfRestless(long now) {
        ClientConnection current = connection;
        boolean restless = profile.kind() == ClientProfile.Kind.RESTLESS && live && joined;
        if (current == null || !restless || now - nextLeaveNanos < 0) {
            return;
        }
        nextLeaveNanos =
                now + TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(STAY_MILLIS, 3 * STAY_MILLIS));
        joined = false;
        follower.leave();
        JsonObject body = new JsonObject().put("room", profile.room().value());
        current.request(Rooms.LEAVE.address(), body, (failure, frame) -> current.close());
    }

    boolean isOn(ClientConnection current) {
        return connection == current;
    }

    /** Runs the action later if the client still has this connection. */
    void after(long millis, ClientConnection current, Runnable action) {
        group.after(millis, () -> {
            if (isOn(current)) {
                action.run();
            }
        });
    }

    void runLater(Runnable action) {
        group.after(1, action);
    }

    void feedFrame(ClientConnection from, FrameCache.FeedFrame frame) {
        if (isOn(from) && frame.address().equals(follower.address())) {
            follower.received(frame.update());
        }
    }

    void refused(ClientConnection from, JsonObject frame) {
        if (!isOn(from) || !joined || !follower.address().equals(frame.getString("address"))) {
            return; // the feed ends because the client left the room
        }
        int number = frame.getInteger("failureCode", 0);
        if (!ErrorCode.of(number).map(ErrorCode::retryable).orElse(false)) {
            recording.refused(profile.name() + " on its feed: " + frame.getString("message"));
        }
        follower.refused(RetryDelay.millis(number, frame));
    }

    /** The feed is live, and no earlier entry is missing. */
    void becameLive() {
        failures = 0;
        if (!live) {
            live = true;
            group.liveChanged(1);
        }
        if (deaf && connection != null) {
            connection.stopReading();
        }
    }

    /** An entry arrived. */
    void entryReceived() {
        if (awaySince != 0) {
            recording.outageEnded(new Outage(profile.name(), awayCode, awaySince, System.nanoTime()));
            awaySince = 0;
        }
    }

    void ended(ClientConnection ended, int code) {
        if (!isOn(ended)) {
            return;
        }
        connection = null;
        if (sender != null && changer != null) {
            sender.detach();
            changer.detach();
        }
        if (live) {
            live = false;
            group.liveChanged(-1);
        }
        if (group.hasStarted()) {
            recordClose(code);
        }
        reconnect(code);
    }

    private void recordClose(int code) {
        recording.socketClosed(code);
        if (awaySince == 0 && joined && !closed) {
            awaySince = System.nanoTime();
            awayCode = code;
        }
    }

    private void opened(WebSocket socket) {
        ClientConnection current = new ClientConnection(group, this, socket);
        connection = current;
        if (closed) {
            current.close();
        } else if (joined) {
            attach(current);
        } else {
            join(current);
        }
    }

    private void openFailed(Throwable why) {
        int status = why instanceof UpgradeRejectedException refusal ? refusal.getStatus() : 0;
        if (status == ErrorCode.UNAUTHORIZED.number()) {
            recording.refused(profile.name() + " at the upgrade: 401");
            return;
        }
        reconnect(ABNORMAL_CLOSURE);
    }

    private void reconnect(int code) {
        long wait = group.policy().reconnectDelayMillis(code, failures++);
        if (wait < 0) {
            recording.refused(profile.name() + " was closed for good: " + code);
        } else if (!closed) {
            urlIndex++; // another node may be up when this one is not
            group.after(wait, this::open);
        }
    }

    private void join(ClientConnection current) {
        JsonObject body = new JsonObject().put("room", profile.room().value());
        current.request(Rooms.JOIN.address(), body, (failure, frame) -> {
            if (!isOn(current)) {
                return;
            }
            if (failure == 0) {
                joined = true;
                attach(current);
            } else if (failure < 0
                    || ErrorCode.of(failure).map(ErrorCode::retryable).orElse(false)) {
                after(RetryDelay.millis(failure, frame), current, () -> join(current));
            } else {
                recording.refused(profile.name() + " may not join: " + frame.getString("message"));
            }
        });
    }

    private void attach(ClientConnection current) {
        follower.attach(current);
        if (sender != null && changer != null) {
            sender.attach(current);
            changer.attach(current);
        }
    }
}
