// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;

/** Everybody joins a public room while there is a seat; nobody joins a private one, members are added. */
final class JoinRule implements ChangeRule {
    private final Seats seats;

    JoinRule(Seats seats) {
        this.seats = seats;
    }

    @Override
    public Verdict judge(MessageLog.Room room, Caller caller, UserId user) {
        return Door.member(room, user).map(Verdict::already).orElseGet(() -> enter(room));
    }

    private Verdict enter(MessageLog.Room room) {
        if (room.visibility() != Visibility.PUBLIC) {
            throw Door.closed();
        }
        seats.requireOne(room);
        return Verdict.change(Entry.Kind.JOINED);
    }
}
