// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.gateway.auth.Identity;
import dev.hubbub.gateway.dialect.FrameFault;
import dev.hubbub.gateway.fanout.Subscriber;
import io.vertx.core.Future;
import java.net.InetAddress;

/** A session as the handlers see it: where frames come from, and where answers go. */
public interface Requester extends Subscriber {
    /** The IP address that it counts for. */
    InetAddress ip();

    /** Gives the session its first user, if the user may have one more socket. */
    Future<Void> login(Identity first);

    /** Takes a newer token of the same user. */
    void renew(Identity newest);

    /** The requests that are under way. */
    InFlightWindow window();

    /** The order in which frames go on. */
    OrderedFutures order();

    /** Counts a frame that breaks the protocol. */
    int countFault();

    /** Says that a frame is refused. */
    void refuse(String address, FrameFault fault);

    /** Closes the session. Requests in flight are finished, and their answers dropped. */
    void close(CloseCode code);
}
