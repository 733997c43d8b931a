// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sockets of each user on one event loop. */
final class SessionsByUser {
    private final Map<UserId, Set<ClientSession>> sessions = new HashMap<>();

    void add(ClientSession session) {
        sessions.computeIfAbsent(session.caller().user(), first -> new HashSet<>())
                .add(session);
    }

    void remove(ClientSession session) {
        sessions.computeIfPresent(session.caller().user(), (user, all) -> {
            all.remove(session);
            return all.isEmpty() ? null : all;
        });
    }

    /** Closes those that may not stay. */
    void revoke(Access.Revoked revoked) {
        for (ClientSession session : List.copyOf(sessions.getOrDefault(revoked.user(), Set.of()))) {
            if (revoked.disabled()) {
                session.close(CloseCode.DISABLED);
            } else if (isBefore(session.identity().issuedAt(), revoked.validFrom())) {
                session.close(CloseCode.UNAUTHORIZED);
            }
        }
    }

    /** A token of the very moment is void, as access sees it. */
    private static boolean isBefore(Instant issuedAt, Instant validFrom) {
        return validFrom != null && (issuedAt == null || !issuedAt.isAfter(validFrom));
    }
}
