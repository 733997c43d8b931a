// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.session;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.address.Sharded;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests between gateways about polling sessions, whose HTTP requests may arrive at any node. A session lives on the
 * node that serves the shard of its id. While the shard moves, two nodes are asked in turn; the former owner answers
 * STALE when it does not have the session.
 */
public final class PollingSessions {
    /** Fetches frames for the client of a session; the answer comes at once, or when there are frames. */
    public static final Rpc<Receive, Received> RECEIVE =
            Service.GATEWAY.rpc("svc.gateway.receive", Receive.class, Received.class);

    /** Delivers what the client of a session sends. */
    public static final Rpc<Deliver, Delivered> DELIVER =
            Service.GATEWAY.rpc("svc.gateway.deliver", Deliver.class, Delivered.class);

    /** Ends a response to the client of a session. */
    public static final Rpc<Release, Released> RELEASE =
            Service.GATEWAY.rpc("svc.gateway.release", Release.class, Released.class);

    /** A request about one session. */
    public interface OfSession extends Sharded {
        /** The session. */
        SessionId session();

        @Override
        default int shard() {
            return Shard.of(session().value());
        }
    }

    /**
     * @param reader the id of the HTTP response that the frames are for; a session has one reader at a time
     * @param acked the number up to which this reader has the frames; the session drops them
     * @param waitMillis how long the answer may wait when there are no frames
     * @param address the IP address for which a missing session is created; absent: it is not created
     */
    public record Receive(SessionId session, String reader, long acked, int waitMillis, @Nullable String address)
            implements OfSession {
        public Receive {
            Check.present("session", session);
            Check.printable("reader", reader, 64);
            if (address != null) {
                Check.printable("address", address, 64);
            }
            Check.range("waitMillis", waitMillis, 0, 600_000);
        }
    }

    /**
     * A repeated request with the same {@code acked} gets the same frames: a lost answer loses nothing.
     *
     * @param upTo the number to acknowledge once these frames have arrived
     * @param frames SockJS frames, in order; none when the wait was over
     * @param last whether the response ends with them
     */
    public record Received(long upTo, List<String> frames, boolean last) {
        public Received {
            frames = frames == null ? List.of() : List.copyOf(frames);
        }
    }

    /** @param messages frames of the bridge, in order */
    public record Deliver(SessionId session, List<String> messages) implements OfSession {
        public Deliver {
            Check.present("session", session);
            messages = messages == null ? List.of() : List.copyOf(messages);
        }
    }

    /** @param admitted false: the session is busy and took nothing, send again */
    public record Delivered(boolean admitted) {}

    /**
     * @param acked the number up to which the reader has the frames
     * @param interrupted whether the client may have missed some of them, which ends the session
     */
    public record Release(SessionId session, String reader, long acked, boolean interrupted) implements OfSession {
        public Release {
            Check.present("session", session);
            Check.printable("reader", reader, 64);
        }
    }

    /** @param acked as in the request */
    public record Released(long acked) {}

    private PollingSessions() {}
}
