// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract;

/**
 * An expected failure of a request. Its message is {@code NAME: text}, as clients read it; it has no stack trace.
 */
public final class HubException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int number;

    /** A failure of our catalogue. The text must hold no class names, tokens or other people's data. */
    public HubException(ErrorCode code, String text) {
        this(code.number(), code.name() + ": " + text);
    }

    private HubException(int number, String message) {
        super(message, null, false, false);
        this.number = number;
    }

    /** A failure as it came over the bus, from whichever verticle. */
    static HubException received(int number, String message) {
        return new HubException(number, message == null ? "" : message);
    }

    /** The failure code; of the catalogue, or an operator's own. */
    public int number() {
        return number;
    }

    /** Whether this is the given failure. */
    public boolean is(ErrorCode code) {
        return number == code.number();
    }
}
