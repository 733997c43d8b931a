// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.metrics;

import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.metrics.ModuleMeters;
import dev.hubbub.gateway.auth.LoginRefusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the clients of a node get and what they are refused, and tells the log of refusals. Safe for use by several
 * threads.
 */
public final class GatewayCounters {
    private static final String REQUESTS_REFUSED =
            "requests of clients that failed, and frames that break the protocol";
    private static final String CLOSES = "sockets that were closed: by the hub, with this code, or by their clients";
    private static final String OTHER = "OTHER";
    private static final String RESET = "reset";

    /** All that an origin may be; nothing else that a client wrote gets into the log. */
    private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]{0,20}://[A-Za-z0-9.:\\[\\]-]{1,100}");

    private final ModuleMeters meters;
    private final LongSupplier nanos;
    private final Map<LoginRefusal, LoggedCounter> logins;
    private final Map<HttpRefusal, LoggedCounter> http;
    private final Map<String, LoggedCounter> requests;
    private final Map<RateLimit, LoggedCounter> limits;
    private final Map<CloseCode, LoggedCounter> closes;
    private final Map<LoginKind, Counter> loggedIn;
    private final Map<String, Counter> resumes;
    private final Counter closedByClients;
    private final Counter allRequests;

    /** How a user logs in. */
    public enum LoginKind {
        /** By {@code api.session.login}. */
        LOGIN,
        /** By {@code api.session.refresh}. */
        REFRESH,
        /** By a token at the upgrade. */
        UPGRADE;

        /** The value of the label {@code kind}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param registry where the counters are shown */
    public GatewayCounters(MeterRegistry registry) {
        this(registry, System::nanoTime);
    }

    GatewayCounters(MeterRegistry registry, LongSupplier nanos) {
        this.meters = new ModuleMeters(registry, "hub.gateway");
        this.nanos = nanos;
        logins = each(
                Arrays.asList(LoginRefusal.values()),
                reason -> logged(
                        "logins.refused",
                        "logins, and credentials of HTTP requests, that were refused",
                        "reason",
                        reason));
        http = each(
                Arrays.asList(HttpRefusal.values()),
                reason -> logged(
                        "http.refused",
                        "HTTP requests and upgrades that were refused before any login",
                        "reason",
                        reason));
        requests = each(
                Stream.concat(Arrays.stream(ErrorCode.values()).map(ErrorCode::name), Stream.of(OTHER))
                        .toList(),
                code -> logged("requests.refused", REQUESTS_REFUSED, "code", code));
        limits = each(
                Arrays.asList(RateLimit.values()),
                limit -> logged("rate.limited", "requests beyond a rate limit of their user", "limit", limit));
        closes = each(Arrays.asList(CloseCode.values()), code -> logged("closes", CLOSES, "code", code.number()));
        closedByClients = meters.counter("closes", CLOSES, "code", "client");
        loggedIn = each(
                Arrays.asList(LoginKind.values()),
                kind -> meters.counter("logins", "logins that were accepted", "kind", kind));
        resumes = each(
                List.of("position", RESET, "refused"),
                outcome -> meters.counter(
                        "resumes",
                        "rooms that clients asked to follow from where they were, and what they were told",
                        "outcome",
                        outcome));
        allRequests = meters.counter("requests", "requests of clients over sockets and HTTP");
    }

    private static <K, C> Map<K, C> each(Collection<K> values, Function<K, C> counter) {
        return values.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), counter));
    }

    private LoggedCounter logged(String name, String counts, String label, Object value) {
        Counter counter = meters.counter(name, counts, label, value);
        return new LoggedCounter(counter, name.replace('.', ' ') + ": " + value, nanos);
    }

    private static <K, C> C of(Map<K, C> counters, K value) {
        return Objects.requireNonNull(counters.get(value), "one for each value");
    }

    /** Tells the log what it was not told yet; to be called every few seconds. */
    public void tell() {
        Stream.of(logins, http, requests, limits, closes)
                .flatMap(counters -> counters.values().stream())
                .forEach(LoggedCounter::tell);
    }

    /** A login was accepted. */
    public void loggedIn(LoginKind kind) {
        of(loggedIn, kind).increment();
    }

    /** A login, or a credential of an HTTP request, was refused. */
    public void loginRefused(Throwable cause, InetAddress ip) {
        if (cause instanceof HubException refused) {
            of(logins, LoginRefusal.of(refused)).count("newest from " + ip.getHostAddress());
        }
    }

    /** An HTTP request was refused before any login. */
    public void httpRefused(HttpRefusal reason, InetAddress ip) {
        of(http, reason).count("newest from " + ip.getHostAddress());
    }

    /** A page of a foreign site was refused. */
    public void originRefused(@Nullable String origin) {
        boolean readable = origin != null && ORIGIN.matcher(origin).matches();
        of(http, HttpRefusal.ORIGIN).count(readable ? "newest " + origin : "newest is no origin");
    }

    /** A client asks for something. */
    public void requested() {
        allRequests.increment();
    }

    /** A request failed, or a frame breaks the protocol. */
    public void requestRefused(Throwable cause) {
        int number = cause instanceof HubException expected ? expected.number() : ErrorCode.INTERNAL.number();
        of(requests, ErrorCode.of(number).map(ErrorCode::name).orElse(OTHER)).count("");
    }

    /** A request was beyond a rate limit of its user. */
    public void rateLimited(RateLimit limit) {
        of(limits, limit).count("");
    }

    /** A client asked to follow a room from where it was, and was told this event. */
    public void resumed(String event) {
        of(resumes, event).increment();
    }

    /** A client that was told its position was told later that what it missed is deleted. */
    public void replayReset() {
        resumed(RESET);
    }

    /** @param code null: the client closed it, or was lost */
    public void closed(@Nullable CloseCode code, InetAddress ip) {
        if (code == null) {
            closedByClients.increment();
        } else {
            of(closes, code).count("newest from " + ip.getHostAddress());
        }
    }
}
