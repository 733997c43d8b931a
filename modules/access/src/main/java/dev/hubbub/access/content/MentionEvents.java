// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.content;

import dev.hubbub.access.lookup.RoleMembers;
import dev.hubbub.access.store.FutureBatches;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.Messages.Mentioned;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Tells users that a message mentions them, by a hint to their sockets: those whom it names, and those whom {@link RoleMembers} finds. */
public final class MentionEvents {
    private final RoleMembers members;
    private final Consumer<Hints.ToUsers> users;

    /** @param users publishes a hint to users */
    public MentionEvents(RoleMembers members, Consumer<Hints.ToUsers> users) {
        this.members = members;
        this.users = users;
    }

    /** Completes when all are told, or when it is not known who they are: the hint is lost then. */
    public Future<Void> tell(Mentioned mentioned, Mentions mentions) {
        if (mentions.isEmpty()) {
            return Future.succeededFuture();
        }
        boolean isNamed = mentions.roles().isEmpty() && !mentions.room();
        Future<List<UserId>> others = isNamed
                ? Future.succeededFuture(List.of())
                : members.find(
                                mentioned.room(),
                                (room, role) ->
                                        mentions.room() || mentions.roles().contains(role),
                                mentions.room() ? RoleMembers.ROLES : mentions.roles())
                        .otherwise(List.of());
        return others.map(found -> {
            Set<UserId> all = new LinkedHashSet<>(mentions.users());
            all.addAll(found);
            all.remove(mentioned.sender());
            Hints.Body hint = Hints.Body.of(Messages.MENTION_HINT, mentioned);
            FutureBatches.split(new ArrayList<>(all), Hints.MAX_RECIPIENTS)
                    .forEach(part -> users.accept(new Hints.ToUsers(part, hint, null)));
            return null;
        });
    }
}
