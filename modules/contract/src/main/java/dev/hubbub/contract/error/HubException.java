// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.error;

import java.time.Duration;
import java.util.Optional;

/**
 * An expected failure of a request. Its message is {@code NAME: text}, as clients read it; it has no stack trace.
 */
public final class HubException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final Duration retryAfter;

    /** A failure of our catalogue. The text must hold no class names, tokens or other people's data. */
    public HubException(ErrorCode code, String text) {
        this(code.number(), code.name() + ": " + text, null);
    }

    private HubException(int number, String message, Duration retryAfter) {
        super(message, null, false, false);
        this.number = number;
        this.retryAfter = retryAfter;
    }

    /** TOO_MANY, with the time after which the same may be tried again. It is known where this is thrown only. */
    public static HubException tooMany(String text, Duration retryAfter) {
        return new HubException(ErrorCode.TOO_MANY.number(), ErrorCode.TOO_MANY + ": " + text, retryAfter);
    }

    /** A failure as it came over the bus, from whichever verticle. */
    public static HubException received(int number, String message) {
        return new HubException(number, message == null ? "" : message, null);
    }

    /** The failure code; of the catalogue, or an operator's own. */
    public int number() {
        return number;
    }

    /** When the same may be tried again, if that is known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether this is the given failure. */
    public boolean is(ErrorCode code) {
        return number == code.number();
    }
}
