// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import dev.hubbub.contract.value.UserId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The users of one shard of whom something has changed since it was reported; when they are many, all count. */
final class ChangedUsers {
    static final int MAX = 1_000;

    private final Set<UserId> users = new HashSet<>();
    private boolean all;

    void add(UserId user) {
        if (!all) {
            users.add(user);
            if (users.size() > MAX) {
                users.clear();
                all = true;
            }
        }
    }

    boolean isEmpty() {
        return users.isEmpty() && !all;
    }

    int size() {
        return users.size();
    }

    /** Returns and forgets them; empty when all count. */
    Optional<Set<UserId>> take() {
        Optional<Set<UserId>> taken = all ? Optional.empty() : Optional.of(Set.copyOf(users));
        users.clear();
        all = false;
        return taken;
    }
}
