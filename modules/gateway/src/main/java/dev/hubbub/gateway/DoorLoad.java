// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.gateway.fallback.MailLoad;
import dev.hubbub.gateway.fanout.FanoutLoad;
import dev.hubbub.gateway.session.SessionLoad;

/**
 * How full one event loop was when it looked last.
 *
 * @param sessions its sockets
 * @param fanout the rooms that they follow
 * @param mail its sessions without a WebSocket
 * @param others what else it keeps
 */
record DoorLoad(SessionLoad sessions, FanoutLoad fanout, MailLoad mail, Others others) {
    static final DoorLoad NONE =
            new DoorLoad(SessionLoad.NONE, FanoutLoad.NONE, MailLoad.NONE, new Others(0, 0, 0, 0, 0));

    /**
     * What belongs to none of them.
     *
     * @param connections how many are open that are no WebSockets
     * @param readers responses that wait for something to tell
     * @param operatorSubscriptions how many listen to addresses of the operator's own verticles
     * @param tills limits of users, as far as they are known here
     * @param calls over the bus that have no answer yet
     */
    record Others(long connections, long readers, long operatorSubscriptions, long tills, long calls) {}
}
