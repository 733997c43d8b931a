// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.rooms.Access;
import dev.hubbub.gateway.auth.Authenticator;
import dev.hubbub.gateway.auth.Identity;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;

/**
 * Asks about each connected user once a round: a user who was logged out or disabled while this node heard nothing does
 * not stay. A few at each step, and so many questions at a time.
 */
final class AccountRecheck {
    private static final int MAX_ASKED = 256;

    private final Function<Identity, Future<Access.LoginAuthorized>> question;
    private final int steps;
    private final Set<ClientSession> waiting = new LinkedHashSet<>();
    private int quota;
    private int step;
    private int asked;

    /** @param steps of a round */
    AccountRecheck(Function<Identity, Future<Access.LoginAuthorized>> question, int steps) {
        this.question = question;
        this.steps = steps;
    }

    /** To be called at a steady pace. */
    void step(Collection<ClientSession> open) {
        if (step++ % steps == 0 && waiting.isEmpty()) {
            waiting.addAll(open);
            quota = (open.size() + steps - 1) / steps;
        }
        Iterator<ClientSession> next = waiting.iterator();
        for (int i = 0; i < quota && asked < MAX_ASKED && next.hasNext(); i++) {
            ClientSession session = next.next();
            next.remove();
            Identity identity = session.identity();
            if (identity != null && !session.isClosed()) {
                ask(session, identity);
            }
        }
    }

    /** The session is over. */
    void forget(ClientSession session) {
        waiting.remove(session);
    }

    /** How many sockets are still to be looked at in this round. */
    int waiting() {
        return waiting.size();
    }

    /** Asks about one session and its token now, without waiting for the next round. */
    void ask(ClientSession session, Identity identity) {
        asked++;
        question.apply(identity)
                .onFailure(cause -> {
                    if (identity.equals(session.identity())) { // else it has shown a newer token
                        Authenticator.closeCode(cause).ifPresent(session::close);
                    }
                })
                .onComplete(either -> asked--);
    }
}
