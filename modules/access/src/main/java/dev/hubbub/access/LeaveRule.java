// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;

/** Every member may leave, the last owner too: the room goes on, and the host app's server can manage it. */
final class LeaveRule implements ChangeRule {
    @Override
    public Verdict judge(MessageLog.Room room, Caller caller, UserId user) {
        return Door.member(room, user)
                .map(present -> Verdict.change(Entry.Kind.LEFT))
                .orElseThrow(Door::closed);
    }
}
