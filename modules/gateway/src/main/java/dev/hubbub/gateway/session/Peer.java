// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.gateway.frames.ServerFrame;

/** The other end of a socket, whatever the transport. All calls are made on the socket's event loop. */
public interface Peer {
    /** Hands a frame to the transport; never blocks, and keeps the order of the calls. */
    void write(ServerFrame frame);

    /** The bytes handed over that have not left yet. */
    long pendingBytes();

    /** Asks the peer for a sign of life. */
    void heartbeat();

    /** Reads no further until {@link #resume}. */
    void pause();

    /** Reads on. */
    void resume();

    /** Reads nothing more, not even control frames. */
    void deafen();

    /** Says goodbye; a peer that does not read is cut off a few seconds later. Harmless when closed already. */
    void close(CloseCode code);
}
