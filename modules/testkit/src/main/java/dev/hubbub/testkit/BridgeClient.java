// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.await.Await;
import dev.hubbub.testkit.await.Recorder;
import dev.hubbub.testkit.frame.Closed;
import dev.hubbub.testkit.frame.Frame;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client of the bridge for test threads: methods block, with a time-out. Replies go to the calls that wait for them,
 * messages to the feeds that listen; {@link #nextFrame()} returns all other frames.
 */
public final class BridgeClient implements AutoCloseable {
    private final Duration timeout;
    private final Connection connection;
    private final Recorder<Frame> unmatchedFrames = Recorder.all();
    private final Map<String, Promise<JsonObject>> calls = new ConcurrentHashMap<>();
    private final Map<String, Feed> feeds = new ConcurrentHashMap<>();

    private BridgeClient(Vertx vertx, ClientOptions options) {
        this.timeout = options.timeout();
        this.connection = Connection.of(vertx, options, this::received);
        connection.closed().onSuccess(this::ended);
    }

    /**
     * Connects; with SockJS framing also waits for the opening message. A refused upgrade, or without WebSocket a
     * refused first request, is thrown as Vert.x's {@code UpgradeRejectedException}.
     */
    public static BridgeClient connect(Vertx vertx, ClientOptions options) {
        BridgeClient client = new BridgeClient(vertx, options);
        Await.result(client.connection.open(), client.timeout, "open socket");
        return client;
    }

    /** Logs in, and waits for the reply. */
    public Session.LoggedIn login(String token) {
        return call(Session.LOGIN, new Session.Login(token));
    }

    /**
     * Sends a request, and waits for the reply.
     *
     * @throws BridgeFailure when the reply is a failure
     */
    public <Q extends Record, R extends Record> R call(Rpc<Q, R> rpc, Q body) {
        return Json.read(call(rpc.address(), Json.write(body)), rpc.reply());
    }

    /**
     * Sends a request to any address, and waits for the reply.
     *
     * @throws BridgeFailure when the reply is a failure
     */
    public JsonObject call(String address, JsonObject body) {
        return Await.result(request(address, body), timeout, "answer of " + address);
    }

    /** Sends a request without waiting; fails with {@link BridgeFailure}, or when the socket ends first. */
    public Future<JsonObject> request(String address, JsonObject body) {
        String replyAddress = UUID.randomUUID().toString();
        Promise<JsonObject> answer = Promise.promise();
        calls.put(replyAddress, answer);
        sendText(frame("send", address)
                .put("replyAddress", replyAddress)
                .put("body", body)
                .encode());
        if (connection.closed().isComplete()) {
            ended(connection.closed().result());
        }
        return answer.future();
    }

    /**
     * Follows a room, and waits for the position.
     *
     * @throws BridgeFailure when the hub refuses
     */
    public Feed subscribe(RoomId room) {
        return opened(listen(Feeds.of(room)));
    }

    /**
     * Follows a room from the client's position, and waits for the reply; {@link Feed#reset()} says why that was not
     * possible.
     *
     * @param since the last seq that the client has, 0 for none
     * @throws BridgeFailure when the hub refuses
     */
    public Feed subscribe(RoomId room, long since) {
        Feed feed = begin(Feeds.of(room));
        JsonObject headers = new JsonObject().put(Feeds.SINCE, Long.toString(since));
        sendText(frame("register", feed.address()).put("headers", headers).encode());
        return opened(feed);
    }

    /**
     * Follows many rooms in one request, each from the client's position.
     *
     * @throws BridgeFailure when the hub refuses the request; refusals of single rooms are in the outcomes
     */
    public Resumption resume(List<Session.Since> rooms) {
        Map<RoomId, Feed> followed = new LinkedHashMap<>();
        rooms.forEach(each -> followed.put(each.room(), begin(Feeds.of(each.room()))));
        return new Resumption(call(Session.RESUME, new Session.Resume(rooms)).rooms(), followed);
    }

    private Feed opened(Feed feed) {
        try {
            Await.result(feed.opened(), timeout, "position on " + feed.address());
        } catch (BridgeFailure refused) {
            feeds.remove(feed.address());
            throw refused;
        }
        return feed;
    }

    /** Registers at any address, without waiting. */
    public Feed listen(String address) {
        Feed feed = begin(address);
        sendText(frame("register", address).encode());
        return feed;
    }

    private Feed begin(String address) {
        Feed feed = new Feed(address, timeout);
        Feed current = feeds.compute(address, (same, old) -> old == null || old.isOver() ? feed : old);
        if (current != feed) {
            throw new IllegalStateException(address + " is listened to already (to try it all the same: sendText)");
        }
        return feed;
    }

    /** Ends a feed. {@link #nextFrame()} may still return frames that were in flight. */
    public void unsubscribe(Feed feed) {
        sendText(frame("unregister", feed.address()).encode());
        feeds.remove(feed.address(), feed);
        feed.ended("unsubscribed");
    }

    /** Sends any text, with SockJS framing if the options ask for it, without a confirmation. */
    public void sendText(String text) {
        connection.sendText(text);
    }

    /** Sends a binary WebSocket message as it is. */
    public void sendBinary(Buffer bytes) {
        connection.socket().writeBinaryMessage(bytes);
    }

    /** The next message that belongs to no call and no feed. */
    public Frame nextFrame() {
        return unmatchedFrames.next(frame -> true, "frame", timeout);
    }

    /** Completes with the close code when the socket has ended. */
    public Future<Closed> closed() {
        return connection.closed();
    }

    /** Waits until the socket is closed. */
    public Closed awaitClosed() {
        return Await.result(closed(), timeout, "end of the socket");
    }

    /** Stops reading the socket; the hub's writes wait once a few frames and the kernel's buffers are full. */
    public void stopReading() {
        connection.pause();
    }

    /** Ends {@link #stopReading()}. */
    public void resumeReading() {
        connection.resume();
    }

    /** The WebSocket itself, for other tests of a server: pings, fragments, broken frames. */
    public WebSocket socket() {
        return connection.socket();
    }

    /** Drops the connection without a close frame, like a client that lost its network. */
    public void cut() {
        connection.cut();
    }

    /** Closes the socket; drops it when the server does not answer. */
    @Override
    public void close() {
        connection.close();
    }

    private static JsonObject frame(String type, String address) {
        return new JsonObject().put("type", type).put("address", address);
    }

    private void received(Frame frame) {
        if (!AddressedFrame.of(frame).deliver(calls, feeds)) {
            unmatchedFrames.add(frame);
        }
    }

    private void ended(Closed how) {
        String why = "socket closed: " + how.code() + " " + how.reason();
        calls.values().forEach(call -> call.tryFail(new IllegalStateException(why)));
        feeds.values().forEach(feed -> feed.ended(why));
        unmatchedFrames.end(why);
    }
}
