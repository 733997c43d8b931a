// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.gateway.frames.ClientFrame;

/** What happens on one type of frame, once the policy let it pass. */
interface FrameHandler {
    void handle(SocketSession session, ClientFrame frame);
}
