// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.blocks;

import static dev.hubbub.access.store.AccessFixtures.ANN;
import static dev.hubbub.access.store.AccessFixtures.BOB;
import static dev.hubbub.access.store.AccessFixtures.EVE;
import static dev.hubbub.access.store.AccessFixtures.SERVER;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.access.store.FakeUserRecords;
import dev.hubbub.contract.users.Blocks;
import dev.hubbub.contract.users.Blocks.Block;
import dev.hubbub.contract.users.Blocks.BlockList;
import dev.hubbub.contract.users.Blocks.BlockedUser;
import dev.hubbub.contract.users.Blocks.Changed;
import dev.hubbub.contract.users.Blocks.ListOf;
import dev.hubbub.contract.users.Blocks.Unblock;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockServiceTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:30:00.123Z");

    private final FakeUserRecords records = new FakeUserRecords();
    private final List<Changed> changes = new ArrayList<>();
    private final BlockService service = new BlockService(records, records, changes::add, () -> NOW.plusNanos(456));

    private BlockList list(UserId after) {
        return result(service.list(ANN, new ListOf(after)));
    }

    private static UserId user(int number) {
        return new UserId(String.format("user-%04d", number));
    }

    @Test
    void blockIsKeptAndTold() {
        result(service.block(ANN, new Block(BOB.user())));
        assertThat(list(null)).isEqualTo(new BlockList(List.of(new BlockedUser(BOB.user(), NOW)), null));
        assertThat(changes).containsExactly(new Changed(ANN.user(), BOB.user()));
        assertThat(result(service.list(BOB, new ListOf(null))).users()).isEmpty();
    }

    @Test
    void blockingTwiceIsStoredOnce() {
        result(service.block(ANN, new Block(BOB.user())));
        result(service.block(ANN, new Block(BOB.user())));
        assertThat(records.puts()).isEqualTo(1);
        assertThat(list(null).users()).hasSize(1);
    }

    @Test
    void unblockedUserIsBlockedNoMore() {
        result(service.block(ANN, new Block(BOB.user())));
        result(service.block(ANN, new Block(EVE.user())));
        result(service.unblock(ANN, new Unblock(BOB.user())));
        assertThat(list(null).users()).extracting(BlockedUser::user).containsExactly(EVE.user());
        assertThat(changes).last().isEqualTo(new Changed(ANN.user(), BOB.user()));
        assertThat(result(service.unblock(ANN, new Unblock(BOB.user()))).user()).isEqualTo(BOB.user());
    }

    @Test
    void oneselfIsNotBlocked() {
        assertThatThrownBy(() -> service.block(ANN, new Block(ANN.user())))
                .hasMessage("BAD_REQUEST: user: yourself (expected: another user)");
    }

    @Test
    void serverIsNoUser() {
        String refusal = "FORBIDDEN: the host app's server is no user";
        assertThatThrownBy(() -> service.block(SERVER, new Block(ANN.user()))).hasMessage(refusal);
        assertThatThrownBy(() -> service.unblock(SERVER, new Unblock(ANN.user())))
                .hasMessage(refusal);
        assertThatThrownBy(() -> service.list(SERVER, new ListOf(null))).hasMessage(refusal);
    }

    @Test
    void aThousandAreBlockedAtMostAndListedInPages() {
        for (int number = 0; number < Blocks.MAX_BLOCKED; number++) {
            result(service.block(ANN, new Block(user(number))));
        }
        assertThat(failure(service.block(ANN, new Block(BOB.user()))))
                .isEqualTo("CONFLICT: you block too many users (expected: at most 1000)");
        result(service.block(ANN, new Block(user(7))));
        List<UserId> listed = new ArrayList<>();
        UserId next = null;
        do {
            BlockList page = list(next);
            assertThat(page.users()).hasSize(Blocks.PAGE);
            page.users().forEach(each -> listed.add(each.user()));
            next = page.next();
        } while (next != null);
        assertThat(listed).hasSize(Blocks.MAX_BLOCKED).isSorted().doesNotHaveDuplicates();
        result(service.unblock(ANN, new Unblock(user(0))));
        result(service.block(ANN, new Block(BOB.user())));
    }
}
