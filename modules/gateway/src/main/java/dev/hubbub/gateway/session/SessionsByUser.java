// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.auth.Identity;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sockets of each user on one event loop. */
final class SessionsByUser {
    private final Map<UserId, Set<ClientSession>> sessions = new HashMap<>();

    void add(UserId user, ClientSession session) {
        sessions.computeIfAbsent(user, first -> new HashSet<>()).add(session);
    }

    void remove(UserId user, ClientSession session) {
        sessions.computeIfPresent(user, (same, all) -> {
            all.remove(session);
            return all.isEmpty() ? null : all;
        });
    }

    List<ClientSession> of(UserId user) {
        return List.copyOf(sessions.getOrDefault(user, Set.of()));
    }

    /** Closes those that may not stay. */
    void revoke(Access.Revoked revoked) {
        for (ClientSession session : of(revoked.user())) {
            if (revoked.disabled()) {
                session.close(CloseCode.DISABLED);
            } else if (isBefore(session.identity(), revoked.validFrom())) {
                session.close(CloseCode.UNAUTHORIZED);
            }
        }
    }

    /** A token of the very moment is void, as access sees it. */
    private static boolean isBefore(@Nullable Identity identity, @Nullable Instant validFrom) {
        Instant issuedAt = identity == null ? null : identity.issuedAt();
        return validFrom != null && (issuedAt == null || !issuedAt.isAfter(validFrom));
    }
}
