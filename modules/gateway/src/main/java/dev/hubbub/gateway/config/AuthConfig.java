// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

import static dev.hubbub.gateway.config.Settings.within;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.gateway.keys.ConfiguredKeys;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How tokens are verified: the settings {@code auth.*}, which are flat.
 *
 * @param keys at least one is needed
 * @param claims where a token says who its bearer is
 * @param accepted the tokens that count, of all that are signed well
 * @param graceMillis how long a socket outlives its token, default 10,000
 * @param loginUrl where the chat page sends people without a token; {@code {page}} in it is the page's own address
 * @param serverKeys keys of the host app's own back-ends, for requests over HTTP
 */
public record AuthConfig(
        Keys keys,
        Claims claims,
        Accepted accepted,
        Integer graceMillis,
        @Nullable String loginUrl,
        List<ServerKey> serverKeys) {
    public AuthConfig {
        serverKeys = serverKeys == null
                ? List.of()
                : ServerKey.distinct(serverKeys, keys.configured().hs256());
        graceMillis = within(0, 25_000, "auth.graceMillis", graceMillis, 10_000);
        PageAddresses.checkLogin("auth.loginUrl", loginUrl);
    }

    /**
     * The keys that verify tokens.
     *
     * @param configured those of the configuration
     * @param jwks a set of keys: a file, or the address at which an issuer publishes it
     * @param jwksRefreshMillis how often it is read again, default 300,000; a file every 2,000 at least
     * @param jwksCooldownMillis how often a token of an unknown key may make it be read early, default 10,000
     */
    public record Keys(
            ConfiguredKeys configured, @Nullable String jwks, Integer jwksRefreshMillis, Integer jwksCooldownMillis) {
        public Keys {
            ConfiguredKeys.checkJwks(jwks);
            jwksRefreshMillis = within(100, 86_400_000, "auth.jwksRefreshMillis", jwksRefreshMillis, 300_000);
            jwksCooldownMillis = within(100, 86_400_000, "auth.jwksCooldownMillis", jwksCooldownMillis, 10_000);
        }

        /** Whether there is any key at all. */
        public boolean isAny() {
            return configured.isAny() || jwks != null;
        }

        /** No key, not even a part of it. */
        @Override
        public String toString() {
            return isAny() ? "***" : "no key";
        }
    }

    /**
     * The names of claims. One that begins with {@code /} is a JSON pointer (RFC 6901) to a claim within others.
     *
     * @param user with the user's id, default {@code sub}; a number is taken as its decimal text
     * @param name with the display name, default {@code name}
     * @param picture with the address of a picture, default {@code picture}
     * @param role with the host app's word for the user, default {@code role}
     * @param create when true, its bearer creates rooms where that is asked for; default {@code hubbub_create}
     * @param server when true, its bearer is the host app's own server; default {@code hubbub_server}
     */
    public record Claims(String user, String name, String picture, String role, String create, String server) {
        public Claims {
            user = user == null ? "sub" : user;
            name = name == null ? "name" : name;
            picture = picture == null ? "picture" : picture;
            role = role == null ? "role" : role;
            create = create == null ? "hubbub_create" : create;
            server = server == null ? "hubbub_server" : server;
            ClaimPath.check("auth.userClaim", user);
            ClaimPath.check("auth.nameClaim", name);
            ClaimPath.check("auth.pictureClaim", picture);
            ClaimPath.check("auth.roleClaim", role);
            ClaimPath.check("auth.createClaim", create);
            ClaimPath.check("auth.serverClaim", server);
        }

        /** The claim of this name; null: there is none. */
        public static @Nullable Object read(JsonObject token, String name) {
            return ClaimPath.read(token, name);
        }

        /** Puts the claim of this name where {@link #read} finds it. */
        public static void write(JsonObject token, String name, Object value) {
            ClaimPath.write(token, name, value);
        }
    }

    /**
     * The tokens that count.
     *
     * @param issuer the only issuer accepted; absent: any
     * @param audience the audience that a token must name; absent: any
     * @param leewaySeconds how far the clock of the issuer may be ahead, default 30
     * @param maxLifeSeconds how long a token may be valid, default 31,622,400: a leap year
     */
    public record Accepted(
            @Nullable String issuer, @Nullable String audience, Integer leewaySeconds, Integer maxLifeSeconds) {
        public Accepted {
            leewaySeconds = within(0, 300, "auth.leewaySeconds", leewaySeconds, 30);
            maxLifeSeconds = within(60, 315_360_000, "auth.maxLifeSeconds", maxLifeSeconds, 31_622_400);
        }
    }

    /** The keys {@code auth.*}. */
    private record Flat(
            @Nullable String hs256,
            @Nullable String rs256,
            @Nullable String es256,
            @Nullable String eddsa,
            @Nullable String publicKey,
            @Nullable String jwks,
            Integer jwksRefreshMillis,
            Integer jwksCooldownMillis,
            String userClaim,
            String nameClaim,
            String pictureClaim,
            String roleClaim,
            String createClaim,
            String serverClaim,
            @Nullable String issuer,
            @Nullable String audience,
            Integer leewaySeconds,
            Integer maxLifeSeconds,
            Integer graceMillis,
            @Nullable String loginUrl,
            List<ServerKey> serverKeys) {}

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static AuthConfig of(Flat flat) {
        return new AuthConfig(
                new Keys(
                        new ConfiguredKeys(flat.hs256, flat.rs256, flat.es256, flat.eddsa, flat.publicKey),
                        flat.jwks,
                        flat.jwksRefreshMillis,
                        flat.jwksCooldownMillis),
                new Claims(
                        flat.userClaim,
                        flat.nameClaim,
                        flat.pictureClaim,
                        flat.roleClaim,
                        flat.createClaim,
                        flat.serverClaim),
                new Accepted(flat.issuer, flat.audience, flat.leewaySeconds, flat.maxLifeSeconds),
                flat.graceMillis,
                flat.loginUrl,
                flat.serverKeys);
    }

    @JsonValue
    Flat flat() {
        ConfiguredKeys own = keys.configured();
        return new Flat(
                own.hs256(),
                own.rs256(),
                own.es256(),
                own.eddsa(),
                own.publicKey(),
                keys.jwks,
                keys.jwksRefreshMillis,
                keys.jwksCooldownMillis,
                claims.user,
                claims.name,
                claims.picture,
                claims.role,
                claims.create,
                claims.server,
                accepted.issuer,
                accepted.audience,
                accepted.leewaySeconds,
                accepted.maxLifeSeconds,
                graceMillis,
                loginUrl,
                serverKeys);
    }

    /** Everything default but these keys. */
    public static AuthConfig withKeys(@Nullable String hs, @Nullable String rs) {
        AuthConfig none = Settings.defaults(AuthConfig.class);
        Keys keys = new Keys(
                new ConfiguredKeys(hs, rs, null, null, null),
                null,
                none.keys.jwksRefreshMillis,
                none.keys.jwksCooldownMillis);
        return new AuthConfig(keys, none.claims, none.accepted, none.graceMillis, null, none.serverKeys);
    }

    /** Whether there is any key at all. */
    public boolean hasKey() {
        return keys.isAny();
    }

    /** The shared secret of HS256; null: there is none. */
    public @Nullable String secret() {
        return keys.configured().hs256();
    }
}
