// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.gateway.dialect.ClientFrame;

/** What happens on one type of frame, once the policy let it pass. */
interface FrameHandler {
    void handle(Requester session, ClientFrame frame);
}
