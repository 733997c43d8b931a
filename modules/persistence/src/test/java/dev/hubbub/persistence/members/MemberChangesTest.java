// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.members;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.change;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.persistence.log.MessageCount;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.StoredMember;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an entry does to a user who joined or left by itself meanwhile. */
final class MemberChangesTest {
    private static final Instant UNTIL = Instant.parse("2030-01-02T03:04:05.006Z");
    private static final StoredMember NONE = StoredMember.none(user("bob"));
    private static final StoredMember JOINED = NONE.next(Role.MEMBER, 2, null, 0);

    private static StoredMember apply(StoredMember before, MembershipEntry kind, long seq) {
        return apply(before, change(kind, ROOM, "ann", "bob", 1).entry(), seq);
    }

    private static StoredMember apply(StoredMember before, MembershipEntry kind, Role role, long seq) {
        MemberContent content = new MemberContent(user("bob"), role, UNTIL);
        return apply(before, kind.entry(ROOM, Caller.of("ann"), content), seq);
    }

    private static StoredMember apply(StoredMember before, Entry entry, long seq) {
        StoredEntry stored = new StoredEntry(entry.stored(seq, Instant.EPOCH), "m:1", seq, 1, MessageCount.NONE);
        return MemberChanges.after(
                before, EntryKinds.STANDARD.change(stored.entry()).members().get(0), stored);
    }

    @Test
    void banKeepsOutAUserWhoJoinedMeanwhile() {
        StoredMember banned = apply(JOINED, MembershipEntry.BANNED, 5);
        assertThat(banned).isEqualTo(new StoredMember(user("bob"), Role.BANNED, 5, null, 5, 2));
        assertThat(apply(banned, MembershipEntry.UNBANNED, 6).role()).isNull();
    }

    @Test
    void entryIsAppliedOnceAndNeverAfterALaterOne() {
        StoredMember removed = apply(JOINED, MembershipEntry.REMOVED, 5);
        StoredMember back = removed.next(Role.MEMBER, 5, null, removed.applied());
        assertThat(apply(back, MembershipEntry.REMOVED, 5)).as("again").isSameAs(back);
        assertThat(apply(back, MembershipEntry.BANNED, 4)).as("older").isSameAs(back);
        assertThat(apply(back, MembershipEntry.BANNED, 6).role()).isEqualTo(Role.BANNED);
    }

    @Test
    void roleIsNotGivenToAUserWhoLeftNorToOneWhoComesAgain() {
        StoredMember left = JOINED.next(null, 2, null, 0);
        StoredMember after = apply(left, MembershipEntry.ROLE, Role.MODERATOR, 5);
        assertThat(after.role()).isNull();
        StoredMember again = after.next(Role.MEMBER, 6, null, after.applied());
        assertThat(apply(again, MembershipEntry.ROLE, Role.MODERATOR, 5).role())
                .as("when a crash made the writer apply it again")
                .isEqualTo(Role.MEMBER);
        assertThat(apply(left, MembershipEntry.MUTED, Role.MEMBER, 5).isMember())
                .isFalse();
    }

    @Test
    void invitationAndAddTakeNothingFromAMember() {
        assertThat(apply(JOINED, MembershipEntry.INVITED, 5).role()).isEqualTo(Role.MEMBER);
        StoredMember moderator = apply(JOINED, MembershipEntry.ROLE, Role.MODERATOR, 5);
        assertThat(apply(moderator, MembershipEntry.JOINED, 6).role()).isEqualTo(Role.MODERATOR);
        assertThat(apply(NONE, MembershipEntry.INVITED, 5).role()).isEqualTo(Role.INVITED);
        assertThat(apply(NONE, MembershipEntry.JOINED, 5).role()).isEqualTo(Role.MEMBER);
    }

    @Test
    void memberIsOneSinceItCameWhateverItsRole() {
        StoredMember muted = apply(JOINED, MembershipEntry.MUTED, Role.MEMBER, 5);
        assertThat(muted).isEqualTo(new StoredMember(user("bob"), Role.MEMBER, 2, UNTIL, 5, 2));
        assertThat(apply(muted, MembershipEntry.LEFT, 6)).isEqualTo(new StoredMember(user("bob"), null, 6, null, 6, 3));
    }
}
