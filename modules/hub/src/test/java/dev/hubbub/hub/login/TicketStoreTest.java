// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.hub.config.ConfigException;
import dev.hubbub.hub.data.DataDir;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketStoreTest {
    private static final UserId ALICE = new UserId("alice");

    @TempDir
    private Path dir;

    private final ManualClock clock = new ManualClock();
    private TicketStore tickets;

    @BeforeEach
    void open() {
        tickets = openStore();
    }

    @Test
    void aTicketWorksOnce() {
        String ticket = tickets.issue(ALICE);
        assertThat(ticket).matches("[A-Za-z0-9_-]{22}");
        assertThat(tickets.redeem(ticket)).isEqualTo(ALICE);
        assertUnknown(ticket);
    }

    @Test
    void aTicketWorksInAnotherProcess() {
        assertThat(openStore().redeem(tickets.issue(ALICE))).isEqualTo(ALICE);
    }

    @Test
    void aTicketExpires() {
        String ticket = tickets.issue(ALICE);
        clock.advance(TicketStore.TTL);
        assertUnknown(ticket);
    }

    @Test
    void aTicketLivesAlmostAnHour() {
        String ticket = tickets.issue(ALICE);
        clock.advance(Duration.ofMinutes(59));
        assertThat(tickets.redeem(ticket)).isEqualTo(ALICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../hub.key", "AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAA/.", "a b"})
    void invalidTicketsAreUnknown(String text) {
        tickets.issue(ALICE);
        assertUnknown(text);
    }

    @Test
    void theNumberOfUnusedTicketsIsBounded() {
        for (int i = 0; i < TicketStore.MAX_TICKETS; i++) {
            tickets.issue(ALICE);
        }
        assertThatThrownBy(() -> tickets.issue(ALICE)).isInstanceOf(ConfigException.class);
        clock.advance(TicketStore.TTL);
        assertThat(tickets.redeem(tickets.issue(ALICE))).isEqualTo(ALICE);
    }

    private void assertUnknown(String ticket) {
        assertThatThrownBy(() -> tickets.redeem(ticket))
                .isInstanceOfSatisfying(HubException.class, e -> assertThat(e.is(ErrorCode.NOT_FOUND))
                        .isTrue());
    }

    private TicketStore openStore() {
        return new TicketStore(new DataDir(dir).create(), clock);
    }
}
