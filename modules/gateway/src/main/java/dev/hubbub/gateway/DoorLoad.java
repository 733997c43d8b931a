// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

/**
 * How full one event loop was when it looked last.
 *
 * @param sockets how many are open
 * @param pendingBytes what waits for slow readers, over all sockets
 * @param requests how many of clients have no answer yet
 * @param rooms how many are followed
 * @param subscriptions how many sockets follow rooms, each counted once a room
 * @param heldEntries entries that came early and wait for those before
 */
record DoorLoad(long sockets, long pendingBytes, long requests, long rooms, long subscriptions, long heldEntries) {
    static final DoorLoad NONE = new DoorLoad(0, 0, 0, 0, 0, 0);
}
