// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.dialect;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The frames of one kind of server. Numbers identify requests; each is used once on a socket. */
public interface Dialect {
    /** Where the WebSocket is. */
    String path();

    /** The first frame of a client; null where an open socket is enough. */
    @Nullable
    String hello();

    /** Whether this frame answers {@link #hello}. */
    boolean welcomes(Buffer frame);

    /** Begins to read a room. */
    String follow(long id, RoomId room);

    /** Becomes a member of a room, and begins to read it. The first frame is answered. */
    List<String> join(long id, RoomId room);

    /** Sends a text to a room. */
    String send(long id, RoomId room, String clientId, String text);

    /** Reads the answers in a frame. */
    void answers(Buffer frame, Consumer<Answer> each);

    /** What to send at least every ten seconds; null where that is not needed. */
    @Nullable
    String ping();

    /** The reply to a ping of the server; null for any other frame. */
    @Nullable
    String pong(Buffer frame);
}
