// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.http;

import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.gateway.auth.Authenticator;
import dev.hubbub.gateway.auth.LoginRefusal;
import dev.hubbub.gateway.auth.LoginRefusedException;
import dev.hubbub.gateway.auth.ServerKeys;
import dev.hubbub.gateway.config.ServerKey;
import dev.hubbub.gateway.http.IpLimits;
import dev.hubbub.gateway.request.Requester;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.Set;

/**
 * Finds the sender of an HTTP request: the user of a token, or a back-end of the host app with its key. Both come in
 * the header {@code Authorization} and nowhere else: addresses end up in logs.
 */
public final class HttpAuthenticator {
    private static final String BEARER = "Bearer ";

    private final Authenticator tokens;
    private final ServerKeys keys;
    private final IpLimits ips;

    /** Must be used on the event loop of the authenticator. */
    public HttpAuthenticator(Authenticator tokens, ServerKeys keys, IpLimits ips) {
        this.tokens = tokens;
        this.keys = keys;
        this.ips = ips;
    }

    /** The sender. Fails with UNAUTHORIZED, FORBIDDEN, UNAVAILABLE, or TOO_MANY after too many failures. */
    Future<Sender> authenticate(HttpServerRequest request) {
        InetAddress ip = ips.ip(request);
        return ips.failures()
                .attempt(ip, Authenticator::isRefusal, () -> authenticate(request, ip))
                .onFailure(cause -> ips.counters().loginRefused(cause, ip));
    }

    private Future<Sender> authenticate(HttpServerRequest request, InetAddress ip) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Future.failedFuture(new LoginRefusedException(LoginRefusal.NO_TOKEN, "expected a bearer token"));
        }
        String credential = authorization.substring(BEARER.length()).strip();
        return ServerKeys.isKey(credential)
                ? keys.use(credential)
                        .map(key -> Future.succeededFuture(sender(key, ip, request)))
                        .orElseGet(() -> Future.failedFuture(
                                new LoginRefusedException(LoginRefusal.SERVER_KEY, "neither a token nor a server key")))
                : tokens.authenticate(credential).map(identity -> Sender.of(identity.caller(), ip, request.response()));
    }

    private static Sender sender(ServerKey key, InetAddress ip, HttpServerRequest request) {
        Caller caller = new Caller(key.user(), Profile.EMPTY, Set.of(Grant.SERVER));
        return new Sender(caller, ip, key, request.response(), new Requester.Order());
    }
}
