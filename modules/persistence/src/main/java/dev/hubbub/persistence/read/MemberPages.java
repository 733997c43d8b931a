// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import dev.hubbub.contract.messages.Memberships.Page;
import dev.hubbub.contract.messages.Memberships.PageOf;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.persistence.store.MemberStore;
import io.vertx.core.Future;
import java.util.List;

/** Reads the members of rooms that keep them beside the log, a page at a time. */
public final class MemberPages {
    private final MemberStore members;

    public MemberPages(MemberStore members) {
        this.members = members;
    }

    public Future<Page> page(PageOf request) {
        return members.page(request).map(found -> {
            List<Member> page =
                    found.stream().flatMap(each -> each.member().stream()).toList();
            return new Page(
                    page,
                    page.size() < request.limit()
                            ? null
                            : page.get(page.size() - 1).user());
        });
    }
}
