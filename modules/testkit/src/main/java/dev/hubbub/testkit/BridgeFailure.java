// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import dev.hubbub.contract.error.ErrorCode;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hub's answer to a request was a failure. */
public final class BridgeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Pattern NAMED = Pattern.compile("([A-Z][A-Z_]*): (.*)", Pattern.DOTALL);

    private final int number;
    private final String name;
    private final String text;
    private final Duration retryAfter;

    private BridgeFailure(int number, String message, Duration retryAfter) {
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

    /** The failure code; of the catalogue, or an operator's own. */
    public int number() {
        return number;
    }

    /** The name at the start of the message, such as {@code FORBIDDEN}; empty where there is none. */
    public String name() {
        return name;
    }

    /** The message after the name. */
    public String text() {
        return text;
    }

    /** When the same may be tried again, where the hub says so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether this is the given failure of the catalogue, by number and by name. */
    public boolean is(ErrorCode code) {
        return number == code.number() && name.equals(code.name());
    }
}
