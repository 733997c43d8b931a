// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A token in its three parts, RFC 7515 section 7.1. Nothing that it says is verified yet. */
final class SignedToken {
    private static final int MAX_LENGTH = 8_192;
    private static final String MEDIA_TYPE = "application/";

    /** Those of access tokens; others are for the issuer itself, or for the page. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt");

    private final JsonObject header;
    private final JsonObject claims;
    private final String input;
    private final byte[] signature;

    private SignedToken(JsonObject header, JsonObject claims, String input, byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.input = input;
        this.signature = signature;
    }

    /**
     * Three canonical base64url parts: one token has one spelling, so that a changed bit is always another token.
     *
     * @throws dev.hubbub.contract.error.HubException UNAUTHORIZED when this is no access token of the hub's kind
     */
    static SignedToken of(String token) {
        String[] parts = token.length() > MAX_LENGTH ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3) {
            throw TokenVerifier.refusal("token is not a signed JWT of at most " + MAX_LENGTH + " characters");
        }
        JsonObject header = TokenJson.object("header", decode(parts[0]));
        checkHeader(header);
        JsonObject claims = TokenJson.object("payload", decode(parts[1]));
        return new SignedToken(header, claims, parts[0] + "." + parts[1], decode(parts[2]));
    }

    private static byte[] decode(String part) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw TokenVerifier.refusal("token is not base64url");
        }
        boolean canonical =
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part);
        if (!canonical || bytes.length == 0) {
            throw TokenVerifier.refusal("token is not base64url");
        }
        return bytes;
    }

    /** Only access tokens, and none that asks for an extension, since none is supported (RFC 7515 section 4.1.11). */
    private static void checkHeader(JsonObject header) {
        String type = text(header, "typ");
        if (type != null && !TYPES.contains(shortened(type.toLowerCase(Locale.ROOT)))) {
            throw TokenVerifier.refusal("token is of another type");
        }
        if (header.containsKey("crit")) {
            throw TokenVerifier.refusal("token asks for an extension");
        }
        text(header, "alg");
        text(header, "kid");
    }

    /** A type may be written with and without what they all begin with (RFC 7515 section 4.1.9). */
    private static String shortened(String type) {
        String rest = type.startsWith(MEDIA_TYPE) ? type.substring(MEDIA_TYPE.length()) : type;
        return rest.indexOf('/') < 0 ? rest : type;
    }

    private static @Nullable String text(JsonObject header, String field) {
        Object value = header.getValue(field);
        if (header.containsKey(field) && !(value instanceof String)) {
            throw TokenVerifier.refusal("token header has a " + field + " that is not a text");
        }
        return (String) value;
    }

    /** The algorithm that it names; null: none. */
    @Nullable
    String alg() {
        return text(header, "alg");
    }

    /** The key that it names; null: any. */
    @Nullable
    String kid() {
        return text(header, "kid");
    }

    /** What was signed: the first two parts. */
    String input() {
        return input;
    }

    byte[] signature() {
        return signature;
    }

    /** Only for a token whose signature was verified. */
    JsonObject claims() {
        return claims;
    }
}
