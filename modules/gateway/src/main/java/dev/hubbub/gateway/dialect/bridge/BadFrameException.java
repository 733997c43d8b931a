// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.bridge;

import dev.hubbub.gateway.dialect.Fault;
import org.jspecify.annotations.Nullable;

/** A frame that breaks the protocol, with as much of it as an answer needs. */
public final class BadFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final @Nullable String answerTo;

    /** @param answerTo where the client waits for an answer, or null */
    public BadFrameException(Fault fault, @Nullable String answerTo) {
        super(fault.text(), null, false, false);
        this.fault = fault;
        this.answerTo = answerTo;
    }

    /** What is wrong. */
    public Fault fault() {
        return fault;
    }

    /** Where the client waits for an answer, or null. */
    public @Nullable String answerTo() {
        return answerTo;
    }
}
