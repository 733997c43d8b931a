// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.presence;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.address.Sharded;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the gateways report of the users who have sockets there. */
public final class PresenceReports {
    /** A gateway reports all its users of one shard, which renews its lease on them. */
    public static final Rpc<Report, Leased> REPORT =
            Service.PRESENCE.rpc("svc.presence.report", Report.class, Leased.class);

    /** A gateway reports what has changed among its users of one shard, or that nothing has; either renews its lease. */
    public static final Rpc<Update, Leased> UPDATE =
            Service.PRESENCE.rpc("svc.presence.update", Update.class, Leased.class);

    /**
     * All users of one shard that have sockets on one gateway node. A user who is not in the list has no socket there.
     *
     * @param shard the shard of every user in the list
     * @param node the id of the gateway node; a new one after each start
     * @param users the users that have sockets there
     * @param version of the users of this shard on that node, higher in each later report; absent: the node sends no
     *     {@link Update}
     * @param idle those of the users who have made no request there for some time; absent: none
     */
    public record Report(
            int shard, String node, List<UserId> users, @Nullable Long version, @Defaulted List<UserId> idle)
            implements Sharded {
        public Report {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
            Check.printable("node", node, 64);
            users = users == null ? List.of() : List.copyOf(users);
            if (version != null) {
                Check.range("version", version, 1, Long.MAX_VALUE);
            }
            idle = idle == null ? List.of() : List.copyOf(idle);
        }

        /** A report of users of whom none is idle. */
        public Report(int shard, String node, List<UserId> users, @Nullable Long version) {
            this(shard, node, users, version, List.of());
        }

        /** A report of a node that sends no updates. */
        public Report(int shard, String node, List<UserId> users) {
            this(shard, node, users, null, List.of());
        }
    }

    /**
     * What has changed among the users of one shard on one gateway node. It holds for the owner that has their version
     * {@code from}; any other answers with the version that it has, and gets a {@link Report}.
     *
     * @param shard the shard of every user in the lists
     * @param node the id of the gateway node, as in its reports
     * @param from the version before these changes
     * @param version the version after them; {@code from} when there are none
     * @param arrived users that have sockets there now, those among them who became idle or active
     * @param left users that have none there any more
     * @param idle those of {@code arrived} who have made no request there for some time; absent: none
     */
    public record Update(
            int shard,
            String node,
            long from,
            long version,
            List<UserId> arrived,
            List<UserId> left,
            @Defaulted List<UserId> idle)
            implements Sharded {
        public Update {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
            Check.printable("node", node, 64);
            Check.range("from", from, 1, Long.MAX_VALUE);
            Check.range("version", version, from, Long.MAX_VALUE);
            arrived = arrived == null ? List.of() : List.copyOf(arrived);
            left = left == null ? List.of() : List.copyOf(left);
            idle = idle == null ? List.of() : List.copyOf(idle);
        }
    }

    /**
     * @param leaseMillis how long the report is valid unless another follows
     * @param version of the node's users that the owner has now, 0 when it has none; absent: the owner takes no
     *     {@link Update}, as those of an older release
     * @param awayMillis after how long without a request a user is idle; absent: never
     */
    public record Leased(long leaseMillis, @Nullable Long version, @Nullable Long awayMillis) {
        /** The answer of an owner for whom no user is idle. */
        public Leased(long leaseMillis, @Nullable Long version) {
            this(leaseMillis, version, null);
        }
    }

    private PresenceReports() {}
}
