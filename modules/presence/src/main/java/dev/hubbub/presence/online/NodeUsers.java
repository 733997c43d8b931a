// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.presence.PresenceReports.Update;
import dev.hubbub.contract.value.UserId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** The users of one shard on one gateway node, as it reported them. Times are counts of milliseconds. */
final class NodeUsers {
    private final Set<UserId> users;
    private final Set<UserId> idle;
    private long version;
    private long at;

    /**
     * @param idle those of them who make no requests there
     * @param version of the users, as the node counts; 0: it does not
     */
    NodeUsers(Collection<UserId> users, Collection<UserId> idle, long version, long at) {
        this.users = new HashSet<>(users);
        this.idle = new HashSet<>(idle);
        this.idle.retainAll(this.users);
        this.version = version;
        this.at = at;
    }

    Set<UserId> users() {
        return Collections.unmodifiableSet(users);
    }

    boolean isIdle(UserId user) {
        return idle.contains(user);
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

    void apply(Update update, long now) {
        update.left().forEach(users::remove);
        users.addAll(update.arrived());
        update.left().forEach(idle::remove);
        update.arrived().forEach(idle::remove);
        update.idle().stream().filter(users::contains).forEach(idle::add);
        version = update.version();
        at = now;
    }
}
