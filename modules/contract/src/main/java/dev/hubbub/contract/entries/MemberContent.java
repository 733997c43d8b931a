// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.UserId;

/** @param user whose membership the entry changes */
public record MemberContent(UserId user) {
    public MemberContent {
        Check.present("entry.user", user);
    }
}
