// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.UserId;

/** Owners, moderators and the host app's server add members. */
final class AddRule implements ChangeRule {
    private final Seats seats;

    AddRule(Seats seats) {
        this.seats = seats;
    }

    @Override
    public Verdict judge(MessageLog.Room room, Caller caller, UserId user) {
        if (!caller.may(Grant.SERVER)) {
            Member adder = Door.member(room, caller.user()).orElseThrow(Door::closed);
            requireManager(adder);
        }
        return Door.member(room, user).map(Verdict::already).orElseGet(() -> enter(room));
    }

    private static void requireManager(Member adder) {
        if (!adder.role().mayRemove(Role.MEMBER)) {
            throw new HubException(ErrorCode.FORBIDDEN, "only owners and moderators add members");
        }
    }

    private Verdict enter(MessageLog.Room room) {
        seats.requireOne(room);
        return Verdict.change(Entry.Kind.JOINED);
    }
}
