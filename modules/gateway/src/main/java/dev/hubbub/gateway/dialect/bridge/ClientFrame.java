// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.bridge;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A frame from a client that keeps the rules of form. The client's headers are not here but for one: none is passed on.
 *
 * @param address absent (null) for {@code ping} only
 * @param replyAddress where the client waits for an answer, or null
 * @param body null when absent or JSON null
 * @param since the header of that name on a registration, whatever it says, or null
 */
public record ClientFrame(
        Type type,
        @Nullable String address,
        @Nullable String replyAddress,
        @Nullable Object body,
        @Nullable String since) {
    /** What a client may want. */
    public enum Type {
        PING,
        SEND,
        PUBLISH,
        REGISTER,
        UNREGISTER
    }

    /** The address that it is for; only of a frame that is no ping. */
    String target() {
        return Objects.requireNonNull(address, "a ping");
    }

    /** Where an error is answered: the reply address, or the feed itself for a registration. */
    public @Nullable String answerTo() {
        boolean feed = type == Type.REGISTER || type == Type.UNREGISTER;
        return replyAddress == null && feed ? address : replyAddress;
    }
}
