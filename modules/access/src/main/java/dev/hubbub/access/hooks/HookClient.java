// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.hooks;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.Check;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one hook: {@value #MAX_QUESTIONS} questions at a time, and none for a while when nothing comes back. A failure, a late
 * answer and a wrong one is no answer; but failures and wrong answers cost no time, and some messages may cause them, so the
 * hook goes on to be asked.
 *
 * @param <Q> the question
 * @param <R> the answer
 */
public final class HookClient<Q extends Record, R extends Record> {
    /** Questions at a time; for further ones there is no answer. */
    public static final int MAX_QUESTIONS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(HookClient.class);
    private static final long TELL_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MAX_REASON = 200;

    private final String name;
    private final Function<Q, Future<R>> hook;
    private final LongSupplier nanoClock;
    private final HookCircuit circuit;
    private int asking;
    private long unanswered;
    private @Nullable Long toldAt;
    private String lastFailure = "";

    /**
     * @param name of the hook in the log, with what holds without an answer
     * @param hook asks the verticle; fails in the time that is set
     */
    public HookClient(String name, Function<Q, Future<R>> hook, LongSupplier nanoClock) {
        this.name = name;
        this.hook = hook;
        this.nanoClock = nanoClock;
        this.circuit = new HookCircuit(nanoClock);
    }

    /** How many questions have no answer yet. Any thread may call it. */
    public int asking() {
        return asking;
    }

    /** Whether the hook is not asked for a while, because it did not answer. */
    public boolean isPaused() {
        return circuit.isOpen();
    }

    /**
     * Asks.
     *
     * @param check makes the decision of the answer; throws IllegalArgumentException if the answer is a wrong one
     * @return fails with UNAVAILABLE, and nothing else, if there is no answer
     */
    public <T> Future<T> ask(Q question, Function<R, T> check) {
        if (asking >= MAX_QUESTIONS) {
            return withoutAnswer("more than " + MAX_QUESTIONS + " questions at a time");
        }
        if (!circuit.tryAsk()) {
            return withoutAnswer(lastFailure);
        }
        asking++;
        return hook.apply(question)
                .onComplete(either -> asking--)
                .map(check)
                .onSuccess(answered -> circuit.answered())
                .recover(this::failed);
    }

    private <T> Future<T> failed(Throwable cause) {
        boolean isAnswer = cause instanceof IllegalArgumentException
                || (cause instanceof HubException failure && !failure.is(ErrorCode.UNAVAILABLE));
        if (isAnswer) {
            circuit.answered();
        } else {
            circuit.failed();
        }
        lastFailure = String.valueOf(cause.getMessage());
        return withoutAnswer(lastFailure);
    }

    private <T> Future<T> withoutAnswer(String why) {
        unanswered++;
        long now = nanoClock.getAsLong();
        if (toldAt == null || now - toldAt >= TELL_NANOS) {
            LOG.warn("{}: no answer to {} questions; the last one: {}", name, unanswered, why);
            toldAt = now;
            unanswered = 0;
        }
        return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "no answer of the host app, try again"));
    }

    /** A reason that users may be told; absent (null) where the hook gives none, or a text that may not be shown. */
    public static @Nullable String shown(@Nullable String reason) {
        if (reason == null) {
            return null;
        }
        try {
            Check.line("reason", reason, MAX_REASON);
            return reason;
        } catch (IllegalArgumentException e) {
            LOG.debug("{}", e.getMessage());
            return null;
        }
    }
}
