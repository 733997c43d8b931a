// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.UserId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** The users of one shard on one gateway node, as it reported them. Times are counts of milliseconds. */
final class NodeUsers {
    private final Set<UserId> users;
    private long version;
    private long at;

    /** @param version of the users, as the node counts; 0: it does not */
    NodeUsers(Collection<UserId> users, long version, long at) {
        this.users = new HashSet<>(users);
        this.version = version;
        this.at = at;
    }

    Set<UserId> users() {
        return Collections.unmodifiableSet(users);
    }

    long version() {
        return version;
    }

    /** When the node last gave a sign of life. */
    long at() {
        return at;
    }

    void renew(long now) {
        at = now;
    }

    void apply(Presence.Update update, long now) {
        update.left().forEach(users::remove);
        users.addAll(update.arrived());
        version = update.version();
        at = now;
    }
}
