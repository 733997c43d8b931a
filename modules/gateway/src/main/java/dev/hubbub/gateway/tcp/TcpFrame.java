// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import dev.hubbub.gateway.dialect.bridge.ClientFrame;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A frame from a process that keeps the rules of form.
 *
 * @param address absent (null) for {@code ping} only
 * @param replyAddress where the process waits for an answer, or null
 * @param headers one-line texts
 * @param body null when absent or JSON null
 * @param failure of a request that the process was sent; null when it succeeded, and in all other frames
 */
record TcpFrame(
        ClientFrame.Type type,
        @Nullable String address,
        @Nullable String replyAddress,
        Map<String, String> headers,
        @Nullable Object body,
        @Nullable Failure failure) {
    /** The outcome of a request that failed. */
    record Failure(int code, String message) {}

    /** The address that it is for; only of a frame that is no ping. */
    String target() {
        return Objects.requireNonNull(address, "a ping");
    }

    /** Where an error is answered: the reply address, or the address itself for a registration. */
    @Nullable
    String answerTo() {
        boolean registers = type == ClientFrame.Type.REGISTER || type == ClientFrame.Type.UNREGISTER;
        return replyAddress == null && registers ? address : replyAddress;
    }
}
