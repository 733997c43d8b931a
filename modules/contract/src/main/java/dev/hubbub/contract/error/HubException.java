// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.error;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An expected failure of a request. Its message is {@code NAME: text}, as clients read it; it has no stack trace.
 */
public class HubException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Duration ALMOST_A_SECOND = Duration.ofNanos(999_999_999);
    private static final String RETRY_AFTER = "; retry after ";
    private static final Pattern RETRY_AFTER_AT_END = Pattern.compile(RETRY_AFTER + "(\\d{1,6}) s$");

    private final int number;
    private final @Nullable Duration retryAfter;

    /** A failure of the catalogue. The text must hold no class names, tokens or data of other users. */
    public HubException(ErrorCode code, String text) {
        this(code.number(), code.name() + ": " + text, null);
    }

    /** The same failure, as another type. */
    protected HubException(HubException cause) {
        this(cause.number, cause.getMessage(), cause.retryAfter, cause);
    }

    private HubException(int number, String message, @Nullable Duration retryAfter) {
        this(number, message, retryAfter, null);
    }

    private HubException(int number, String message, @Nullable Duration retryAfter, @Nullable HubException cause) {
        super(message, cause, false, false);
        this.number = number;
        this.retryAfter = retryAfter;
    }

    /** TOO_MANY, with the time after which the request may be tried again. Its text says it too, in whole seconds. */
    public static HubException tooMany(String text, Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plus(ALMOST_A_SECOND).toSeconds());
        return new HubException(
                ErrorCode.TOO_MANY.number(),
                ErrorCode.TOO_MANY + ": " + text + RETRY_AFTER + seconds + " s",
                retryAfter);
    }

    /** BAD_REQUEST, with what the check of a value says. */
    public static HubException badRequest(IllegalArgumentException refused) {
        return new HubException(ErrorCode.BAD_REQUEST, String.valueOf(refused.getMessage()));
    }

    /** A failure that came over the bus, from any verticle. The bus carries a number and a text, nothing else. */
    public static HubException received(int number, @Nullable String message) {
        String text = message == null ? "" : message;
        return new HubException(number, text, number == ErrorCode.TOO_MANY.number() ? retryAfter(text) : null);
    }

    private static @Nullable Duration retryAfter(String text) {
        Matcher end = RETRY_AFTER_AT_END.matcher(text);
        return end.find() ? Duration.ofSeconds(Long.parseLong(end.group(1))) : null;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The failure code, of the catalogue or of a verticle of the operator. */
    public int number() {
        return number;
    }

    /** After what time the request may be tried again, if known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether this is the given failure. */
    public boolean is(ErrorCode code) {
        return number == code.number();
    }

    /** Whether a failure is one with this code. */
    public static boolean is(@Nullable Throwable failure, ErrorCode code) {
        return failure instanceof HubException expected && expected.is(code);
    }
}
