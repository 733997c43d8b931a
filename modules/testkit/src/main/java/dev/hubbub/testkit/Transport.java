// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

/** How frames travel between a client and the hub. */
public enum Transport {
    /** Bare JSON texts on a WebSocket. */
    RAW,
    /** SockJS framing on a WebSocket, as the JavaScript clients do. */
    FRAMED,
    /** SockJS without WebSocket: the client polls for frames, and posts its own. */
    XHR
}
