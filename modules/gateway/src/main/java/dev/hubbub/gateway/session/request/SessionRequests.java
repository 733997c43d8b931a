// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session.request;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.session.Session;
import dev.hubbub.gateway.dialect.RefusedException;
import dev.hubbub.gateway.metrics.GatewayCounters;
import dev.hubbub.gateway.metrics.GatewayCounters.LoginKind;
import dev.hubbub.gateway.request.RequestPipeline;
import dev.hubbub.gateway.session.ClientSession;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of sessions, whatever their dialect. Those about the session itself are answered here, all others by the
 * verticle that serves them. While a request has no answer it counts as in flight.
 */
public final class SessionRequests {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRequests.class);

    private final RequestPipeline pipeline;
    private final LoginService login;
    private final ResumeService resume;
    private final Subscriptions subscriptions;
    private final GatewayCounters counters;
    private long unanswered;

    /** Must be used on one event loop. */
    public SessionRequests(
            RequestPipeline pipeline,
            LoginService login,
            ResumeService resume,
            Subscriptions subscriptions,
            GatewayCounters counters) {
        this.pipeline = pipeline;
        this.login = login;
        this.resume = resume;
        this.subscriptions = subscriptions;
        this.counters = counters;
    }

    /** @param body null: none */
    public void submit(ClientSession session, String address, @Nullable Object body, ReplyHandler reply) {
        if (address.equals(Session.LOGIN.address()) || address.equals(Session.REFRESH.address())) {
            session.window().hold(); // the outcome decides about what follows
            LoginKind kind = address.equals(Session.LOGIN.address()) ? LoginKind.LOGIN : LoginKind.REFRESH;
            run(session, () -> pipeline.submit(session, address, body, asked -> login.login(session, asked)), reply)
                    .onSuccess(in -> counters.loggedIn(kind))
                    .onFailure(cause -> counters.loginRefused(cause, session.ip()))
                    .onComplete(either -> session.window().release());
        } else if (address.equals(Session.RESUME.address())) {
            run(session, () -> pipeline.submit(session, address, body, asked -> resume.resume(session, asked)), reply);
        } else {
            run(session, () -> pipeline.submit(session, address, body), reply);
        }
    }

    /**
     * Begins to follow a feed. The feed itself tells the client its position, or why not.
     *
     * @param since the last seq that the client has, as text; null: it has none
     * @param refusals where the client is told that it may not have this feed; null: nowhere
     */
    public void follow(
            ClientSession session,
            String address,
            @Nullable String since,
            @Nullable String refusals,
            ReplyHandler reply) {
        run(
                session,
                () -> pipeline.listen(
                        session, address, 1, () -> subscriptions.follow(session, address, since, refusals)),
                reply);
    }

    /** A request failed whose sender waits for no answer: it is counted, and the client is told once a second at most. */
    public void failUnanswered(ClientSession session, HubException cause) {
        unanswered++;
        session.failUnanswered(cause);
    }

    /** A frame breaks the protocol, or asks for what is not for clients. */
    public void refuse(ClientSession session, @Nullable String answerTo, RefusedException cause) {
        counters.requestRefused(cause);
        session.fail(answerTo, cause);
    }

    /** How many requests without a place for an answer have failed. */
    public long unanswered() {
        return unanswered;
    }

    /** Stops following a feed. It costs no more than its frame. */
    public void unfollow(ClientSession session, String address, ReplyHandler reply) {
        run(session, () -> pipeline.listen(session, address, 0, () -> subscriptions.unfollow(session, address)), reply);
    }

    private static Future<?> run(ClientSession session, Supplier<Future<Object>> request, ReplyHandler reply) {
        session.window().begin();
        return request.get()
                .onSuccess(reply::replied)
                .onFailure(cause -> fail(session, cause, reply))
                .onComplete(either -> session.window().done());
    }

    private static void fail(ClientSession session, Throwable cause, ReplyHandler reply) {
        if (cause instanceof HubException expected) {
            reply.failed(expected);
        } else {
            LOG.error("a request failed", cause);
            session.close(CloseCode.INTERNAL);
        }
    }
}
