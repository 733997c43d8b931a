// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import dev.hubbub.contract.error.ErrorCode;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A failure reply of the hub. */
public final class BridgeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Pattern NAMED = Pattern.compile("([A-Z][A-Z_]*): (.*)", Pattern.DOTALL);

    private final int number;
    private final String name;
    private final String text;
    private final @Nullable Duration retryAfter;

    private BridgeFailure(int number, String message, @Nullable Duration retryAfter) {
        super(number + " " + message, null, false, true);
        Matcher parts = NAMED.matcher(message);
        this.number = number;
        this.retryAfter = retryAfter;
        this.name = parts.matches() ? parts.group(1) : "";
        this.text = parts.matches() ? parts.group(2) : message;
    }

    static BridgeFailure of(JsonObject err) {
        Long seconds = err.getLong("retryAfter");
        return new BridgeFailure(
                err.getInteger("failureCode", 0),
                err.getString("message", err.encode()),
                seconds == null ? null : Duration.ofSeconds(seconds));
    }

    /** The failure code, from the catalogue or from an operator's own verticle. */
    public int number() {
        return number;
    }

    /** The name at the start of the message, such as {@code FORBIDDEN}; empty if there is none. */
    public String name() {
        return name;
    }

    /** The message after the name. */
    public String text() {
        return text;
    }

    /** When the request may be sent again, if the hub says so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the failure has the number and the name of this code. */
    public boolean is(ErrorCode code) {
        return number == code.number() && name.equals(code.name());
    }

    /** Whether more waited than the hub answers in time: nothing was done, and the request may be sent again. */
    public boolean isBusy() {
        return is(ErrorCode.TOO_MANY) && text.startsWith("busy: ");
    }
}
