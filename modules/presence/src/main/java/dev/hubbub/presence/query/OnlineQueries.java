// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.query;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.presence.Presence.PageOf;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.presence.ServerPresence.OnlinePage;
import dev.hubbub.contract.presence.ServerPresence.OnlineQuery;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.remote.RemoteServices;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the host app's server who is online, as other users see it. */
public final class OnlineQueries {
    private final RemoteServices services;
    private final StateLookup lookup;

    public OnlineQueries(RemoteServices services, StateLookup lookup) {
        this.services = services;
        this.lookup = lookup;
    }

    public Future<OnlinePage> online(Caller caller, OnlineQuery query) {
        ServerOnly.require(caller, "ask who is online");
        List<UserId> users = query.users();
        if (users != null) {
            return lookup.states(users, null).compose(lookup::withLastSeen).map(states -> new OnlinePage(states, null));
        }
        UserId after = query.after();
        int first = after == null ? 0 : Shard.of(after.value());
        return fill(first, after, query.limit(), new ArrayList<>());
    }

    /** Pages go from shard to shard, and in each by id, so that each user who stays is on one page. */
    private Future<OnlinePage> fill(int shard, @Nullable UserId after, int limit, List<State> found) {
        if (found.size() >= limit) {
            UserId last = found.get(found.size() - 1).user();
            return Future.succeededFuture(new OnlinePage(found, last));
        }
        if (shard >= Shard.COUNT) {
            return Future.succeededFuture(new OnlinePage(found, null));
        }
        return services.page(new PageOf(shard, after, limit - found.size())).compose(page -> {
            found.addAll(page.users());
            return fill(shard + 1, null, limit, found);
        });
    }
}
