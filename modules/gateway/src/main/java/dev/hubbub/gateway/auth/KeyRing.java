// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import dev.hubbub.gateway.config.AuthConfig;
import dev.hubbub.gateway.keys.FileJwks;
import dev.hubbub.gateway.keys.HttpJwks;
import dev.hubbub.gateway.keys.JwkSet;
import dev.hubbub.gateway.keys.JwksLocation;
import dev.hubbub.gateway.keys.JwksSource;
import dev.hubbub.gateway.keys.KeySet;
import dev.hubbub.gateway.keys.VerificationKey;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a node: those of the configuration, and those of a JWKS, which is read again once in a while, and early
 * when a token names a key that it does not list. Whatever cannot be read or used leaves the keys as they are. Safe
 * for use by several threads; reads on the context that opened it.
 */
public final class KeyRing {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
    private static final Duration PATIENCE = Duration.ofMillis(4_500);
    private static final int FILE_MILLIS = 2_000;

    private final Vertx vertx;
    private final Context context;
    private final List<VerificationKey> fixed;
    private final @Nullable Jwks jwks;
    private final long cooldownNanos;
    private volatile @Nullable JwtProviders current;
    private @Nullable Future<Void> reading;
    private @Nullable Buffer text;
    private String complaint = "";
    private long earlyAt;
    private long timer = -1;

    /** The JWKS, and what reads it. */
    private record Jwks(JwksLocation location, JwksSource source) {}

    private KeyRing(Vertx vertx, AuthConfig config, @Nullable Jwks jwks) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.fixed = config.keys().configured().read();
        this.jwks = jwks;
        this.cooldownNanos =
                Duration.ofMillis(config.keys().jwksCooldownMillis()).toNanos();
        this.earlyAt = System.nanoTime() - cooldownNanos;
    }

    private static JwksSource source(Vertx vertx, JwksLocation location) {
        URI url = location.url();
        return url == null ? new FileJwks(vertx.fileSystem(), location.place()) : new HttpJwks(vertx, url, PATIENCE);
    }

    /**
     * Loads the keys.
     *
     * @return fails with an {@link IllegalArgumentException} that names the setting when no usable key is to be had
     */
    public static Future<KeyRing> open(Vertx vertx, AuthConfig config) {
        if (config.keys().jwks() != null) {
            return open(
                    vertx, config, source(vertx, JwksLocation.of(config.keys().jwks())));
        }
        try {
            KeyRing ring = new KeyRing(vertx, config, null);
            ring.current = new JwtProviders(vertx, new KeySet(ring.fixed, List.of()));
            return Future.succeededFuture(ring);
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(e);
        }
    }

    static Future<KeyRing> open(Vertx vertx, AuthConfig config, JwksSource source) {
        Jwks jwks =
                new Jwks(JwksLocation.of(Objects.requireNonNull(config.keys().jwks(), "auth.jwks")), source);
        KeyRing ring = new KeyRing(vertx, config, jwks);
        return ring.onContext(() -> ring.read(jwks))
                .onSuccess(loaded -> ring.repeat(jwks, config.keys().jwksRefreshMillis()))
                .map(ring)
                .recover(cause -> Future.failedFuture(new IllegalArgumentException(words(jwks, cause))));
    }

    private void repeat(Jwks from, int everyMillis) {
        int pause = from.location().isPublished() ? everyMillis : Math.min(everyMillis, FILE_MILLIS);
        timer = vertx.setPeriodic(pause, tick -> refresh(from));
    }

    /** Reads no more. */
    public void close() {
        vertx.cancelTimer(timer);
    }

    /** How many keys there are; from any thread. */
    public int size() {
        return (int) current().keys().all().count();
    }

    /** Verifies under a lock: an event loop makes its own. */
    JwtProviders current() {
        return Objects.requireNonNull(current, "not read yet");
    }

    /**
     * A token names an unknown key: looks for newer keys, once for all who ask meanwhile, and not again before the
     * cooldown is over, so that strangers cannot make the hub ask. Completes within 5 s, never fails.
     */
    Future<Void> lookAgain() {
        Jwks from = jwks;
        return from == null ? Future.succeededFuture() : onContext(() -> refreshEarly(from));
    }

    private Future<Void> refreshEarly(Jwks from) {
        if (reading == null) {
            long now = System.nanoTime();
            if (now - earlyAt < cooldownNanos) {
                return Future.succeededFuture();
            }
            earlyAt = now;
        }
        return refresh(from);
    }

    private Future<Void> refresh(Jwks from) {
        return read(from).recover(cause -> complain(words(from, cause)));
    }

    /** One read at a time: calls in the meantime share it. It may be over before this returns. */
    private Future<Void> read(Jwks from) {
        Future<Void> begun = reading;
        if (begun != null) {
            return begun;
        }
        Promise<Void> shared = Promise.promise();
        reading = shared.future();
        Future<Void> read =
                Future.succeededFuture().compose(go -> from.source().read()).map(fresh -> adopt(from, fresh));
        read.onComplete(done -> {
            reading = null;
            shared.handle(done);
        });
        return shared.future();
    }

    private Void adopt(Jwks from, Buffer fresh) {
        if (!fresh.equals(text)) {
            JwkSet set = JwkSet.read(fresh, from.location().isPublished());
            current = new JwtProviders(vertx, new KeySet(fixed, set.keys()));
            text = fresh;
            LOG.info("auth.jwks: {} keys of {}, skipped: {}", set.keys().size(), from.location(), set.skipped());
        }
        complaint = "";
        return null;
    }

    /** The same trouble is told once. */
    private Future<Void> complain(String words) {
        if (!words.equals(complaint)) {
            complaint = words;
            LOG.warn("{}; the keys stay as they are", words);
        }
        return Future.succeededFuture();
    }

    private static String words(Jwks from, Throwable cause) {
        return "auth.jwks: " + from.location() + ": " + cause.getMessage();
    }

    private <T> Future<T> onContext(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(here -> Future.succeededFuture()
                .compose(go -> work.get()) // what it throws is a failure like others
                .onComplete(done));
        return done.future();
    }
}
