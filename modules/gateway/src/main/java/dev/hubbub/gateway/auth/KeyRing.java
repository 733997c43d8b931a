// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import dev.hubbub.gateway.GatewayConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
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
    private final List<VerifyKey> fixed;
    private final JwksLocation location;
    private final JwksSource source;
    private final long cooldownNanos;
    private volatile KeySet current;
    private Future<Void> reading;
    private Buffer text;
    private String complaint = "";
    private long earlyAt;
    private long timer = -1;

    private KeyRing(Vertx vertx, GatewayConfig.Auth config, JwksLocation location) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.fixed = ConfiguredKeys.of(config);
        this.location = location;
        this.source = location == null ? null : source(vertx, location);
        this.cooldownNanos = Duration.ofMillis(config.jwksCooldownMillis()).toNanos();
        this.earlyAt = System.nanoTime() - cooldownNanos;
    }

    private static JwksSource source(Vertx vertx, JwksLocation location) {
        return location.isPublished()
                ? new HttpJwks(vertx, location.url(), PATIENCE)
                : new FileJwks(vertx.fileSystem(), location.file());
    }

    /**
     * Loads the keys.
     *
     * @return fails with an {@link IllegalArgumentException} that names the setting when no usable key is to be had
     */
    public static Future<KeyRing> open(Vertx vertx, GatewayConfig.Auth config) {
        try {
            JwksLocation location = config.jwks() == null ? null : JwksLocation.of(config.jwks());
            KeyRing ring = new KeyRing(vertx, config, location);
            if (location == null) {
                ring.use(new KeySet(ring.fixed, List.of()));
                return Future.succeededFuture(ring);
            }
            int every = config.jwksRefreshMillis();
            return ring.onContext(ring::read)
                    .onSuccess(loaded -> ring.repeat(location.isPublished() ? every : Math.min(every, FILE_MILLIS)))
                    .map(ring)
                    .recover(cause -> Future.failedFuture(new IllegalArgumentException(ring.words(cause))));
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(e);
        }
    }

    private void repeat(int everyMillis) {
        timer = vertx.setPeriodic(everyMillis, tick -> refresh());
    }

    /** Reads no more. */
    public void close() {
        vertx.cancelTimer(timer);
    }

    KeySet current() {
        return current;
    }

    /**
     * A token names a key that nobody knows: looks for newer keys, once for all who ask meanwhile, and not again
     * before the cooldown is over, so that strangers cannot make the hub ask. Completes within 5 s, never fails.
     */
    Future<Void> lookAgain() {
        return source == null ? Future.succeededFuture() : onContext(this::refreshEarly);
    }

    private Future<Void> refreshEarly() {
        if (reading == null) {
            long now = System.nanoTime();
            if (now - earlyAt < cooldownNanos) {
                return Future.succeededFuture();
            }
            earlyAt = now;
        }
        return refresh();
    }

    private Future<Void> refresh() {
        return read().recover(this::complain);
    }

    /** One read at a time: who comes meanwhile shares it. */
    private Future<Void> read() {
        if (reading == null) {
            Promise<Void> shared = Promise.promise();
            reading = shared.future();
            source.read().<Void>map(this::adopt).onComplete(done -> {
                reading = null;
                shared.handle(done);
            });
        }
        return reading;
    }

    private Void adopt(Buffer fresh) {
        if (!fresh.equals(text)) {
            Jwks jwks = Jwks.read(fresh, location.isPublished());
            use(new KeySet(fixed, jwks.keys()));
            text = fresh;
            LOG.info("auth.jwks: {} keys of {}, skipped: {}", jwks.keys().size(), location, jwks.skipped());
        }
        complaint = "";
        return null;
    }

    private void use(KeySet keys) {
        new Providers(vertx, keys); // tries them: an event loop that takes them over later must not fail
        current = keys;
    }

    /** The same trouble is told once. */
    private Future<Void> complain(Throwable cause) {
        String words = words(cause);
        if (!words.equals(complaint)) {
            complaint = words;
            LOG.warn("{}; the keys stay as they are", words);
        }
        return Future.succeededFuture();
    }

    private String words(Throwable cause) {
        return "auth.jwks: " + location + ": " + cause.getMessage();
    }

    private <T> Future<T> onContext(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(here -> work.get().onComplete(done));
        return done.future();
    }
}
