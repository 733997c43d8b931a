// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.request.InFlightWindow;

/** Carries the frames of one session. All calls are made on the event loop of the session. */
public interface SessionTransport extends InFlightWindow.Source {
    /** Hands a frame to the transport; never blocks, and keeps the order of the calls. */
    void write(Delivery frame);

    /** The bytes handed over that have not left yet. */
    long pendingBytes();

    /** Whether something waits to leave, and nothing has left for so long as far as earlier calls show. */
    boolean isStalled(long nanos);

    /** Keeps the connection alive, and has the client give a sign of life; to be called once in a while. */
    void heartbeat();

    /** Asks the client for a sign of life now; whether one that lives gives it at once. */
    boolean askForLife();

    /** Reads nothing more, not even control frames. */
    void stopReading();

    /** Says goodbye; a client that does not read is cut off a few seconds later. Harmless when closed already. */
    void close(CloseCode code);
}
