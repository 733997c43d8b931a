// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.changes;

import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.content.ContentLimits;
import dev.hubbub.access.content.MentionRule;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.Permission;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.store.FakeStore;
import dev.hubbub.access.store.FakeUserRecords;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.MessageChanges.Edit;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.ClientId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChangeRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final RoomDetails ROOM = new RoomDetails("Lobby", Visibility.PUBLIC, RoomKind.GROUP);
    private static final Entry MESSAGE = MessageEntry.KIND
            .entry(PUBLIC_ROOM, BOB, new ClientId("c"), "first")
            .stored(2, NOW.minus(Duration.ofHours(1)));

    private final FakeStore store = new FakeStore();
    private final ChangeRules rules = new ChangeRules(
            RoomPolicies.STANDARD,
            new EditWindow(15, () -> NOW),
            new OverlayReader(new FakeUserRecords()),
            new MentionRule(new RoomLookup(store)),
            new ContentLimits(100));

    private static Permission permission(ChangeRules rules, Role role) {
        Edit edit = new Edit(PUBLIC_ROOM, 2, "second", null, null, null);
        return new EditChange(BOB, edit, rules).permission(ROOM, new Actor(role, false), MESSAGE);
    }

    @Test
    void editThatIsReleasedKnowsNoWindowButTheRightToSend() {
        assertThat(permission(rules, Role.MEMBER).refusal())
                .hasMessage("FORBIDDEN: a message is edited by its sender for 15 minutes");
        assertThat(permission(rules.atAnyTime(), Role.MEMBER).isAllowed()).isTrue();
        assertThat(permission(rules.atAnyTime(), Role.OBSERVER).isAllowed()).isFalse();
    }
}
