// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect;

import java.util.List;
import java.util.Optional;

/**
 * The shapes that a client speaks, in both directions: what a client is told becomes packets, packets become messages of
 * a transport, and messages of a client become its packets. What packets of a client mean is up to its handler. One
 * instance serves all its clients, on every event loop.
 */
public interface Dialect {
    /** A delivery as one packet. */
    String encode(Delivery delivery);

    /** Some packets, at least one, as one message of a transport. */
    String pack(List<String> packets);

    /** The packets in one message of a client; empty when it is none of this dialect. */
    Optional<List<String>> unpack(String message);

    /** The message with which a connection begins. */
    Optional<String> opening();

    /** The message that says that the connection is alive, beside what the transport has for that. */
    Optional<String> heartbeat();

    /** The message with which a connection ends, beside what the transport has for that. */
    Optional<String> closing(int code, String reason);
}
