// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.token;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/** A token before it is signed; each method returns a new one. Claim names are the hub's defaults. */
public final class Token {
    private final Tokens keys;
    private final JsonObject header;
    private final JsonObject claims;

    private Token(Tokens keys, JsonObject header, JsonObject claims) {
        this.keys = keys;
        this.header = header;
        this.claims = claims;
    }

    static Token of(Tokens keys, String user) {
        Instant now = Instant.now();
        JsonObject claims = new JsonObject().put("sub", user).put("iat", now.getEpochSecond());
        return new Token(keys, keys.header(), claims).expiresAt(now.plus(Duration.ofHours(1)));
    }

    /** The display name. */
    public Token name(String name) {
        return claim("name", name);
    }

    /** The role that the host app gives this user. */
    public Token role(String role) {
        return claim("role", role);
    }

    /** The host app's own server, which may manage every room. */
    public Token server() {
        return claim("hubbub_server", true);
    }

    /** When it expires, from now; a negative time makes an expired token. */
    public Token expiresIn(Duration time) {
        return expiresAt(Instant.now().plus(time));
    }

    /** When it expires; tokens count whole seconds. */
    public Token expiresAt(Instant time) {
        return claim("exp", time.getEpochSecond());
    }

    /** Any claim. */
    public Token claim(String name, Object value) {
        return new Token(keys, header, claims.copy().put(name, value));
    }

    /** The same token without a claim. */
    public Token without(String claim) {
        JsonObject fewer = claims.copy();
        fewer.remove(claim);
        return new Token(keys, header, fewer);
    }

    /** Any field of the header, which may contradict the key. */
    public Token header(String name, Object value) {
        return new Token(keys, header.copy().put(name, value), claims);
    }

    /** All claims. */
    public JsonObject claims() {
        return claims.copy();
    }

    /** The signed token. */
    public String sign() {
        return keys.sign(header.encode(), claims.encode());
    }
}
