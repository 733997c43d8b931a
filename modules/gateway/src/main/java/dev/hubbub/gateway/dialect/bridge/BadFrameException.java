// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.bridge;

import dev.hubbub.gateway.dialect.Fault;

/** A frame that breaks the protocol, with as much of it as an answer needs. */
public final class BadFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final String answerTo;

    BadFrameException(Fault fault, String answerTo) {
        super(fault.text(), null, false, false);
        this.fault = fault;
        this.answerTo = answerTo;
    }

    /** What is wrong. */
    public Fault fault() {
        return fault;
    }

    /** Where the client waits for an answer, or null. */
    public String answerTo() {
        return answerTo;
    }
}
