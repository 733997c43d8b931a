// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.DeletedEntry;
import dev.hubbub.contract.entries.EditedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.config.GatewayConfig.Feeds;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that come back learn of edits and deletes by their entries, and see no text that is replaced or deleted. */
@ExtendWith(VertxExtension.class)
final class ChangedMessagesTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final int SOCKETS = 6; // on both event loops

    private GatewayFixture gateway;
    private final List<Feed> live = new ArrayList<>();

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Feeds.DEFAULTS);
    }

    private void say(int count) {
        for (int i = 0; i < count; i++) {
            long number = head() + 1;
            gateway.hub.append(
                    MessageEntry.KIND.entry(TEA, Caller.of("ann"), new ClientId("c" + number), "first " + number));
        }
    }

    private int head() {
        return gateway.hub.rooms.getOrDefault(TEA, List.of()).size();
    }

    private void edit(long target, String text) {
        EditedEntry.Content content = new EditedEntry.Content(target, text, null, null, null);
        gateway.hub.append(EditedEntry.KIND.entry(TEA, Caller.of("ann"), content));
    }

    private void delete(long target) {
        gateway.hub.append(DeletedEntry.KIND.entry(TEA, Caller.of("ann"), new DeletedEntry.Content(target)));
    }

    /** Clients on each event loop that have followed the room all along. */
    private void follow() {
        for (int i = 0; i < SOCKETS; i++) {
            live.add(gateway.login("live" + i).subscribe(TEA, 0));
        }
    }

    private void awaitHead() {
        live.forEach(feed -> feed.awaitSeq(head()));
    }

    private List<Feed> resume(long since) {
        List<Feed> feeds = new ArrayList<>();
        for (int i = 0; i < SOCKETS; i++) {
            BridgeClient client = gateway.login("back" + i);
            Feed feed = client.subscribe(TEA, since);
            feed.awaitSeq(head());
            assertThat(feed.entries())
                    .extracting(Entry::seq)
                    .isEqualTo(LongStream.rangeClosed(since + 1, head()).boxed().toList());
            feeds.add(feed);
        }
        return feeds;
    }

    private static String text(Feed feed, long seq) {
        return feed.entries().stream()
                .filter(entry -> entry.seq() == seq)
                .map(MessageEntry::text)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void editOfAMessageThatAClientDoesNotHaveIsNoHoleAndNoDouble() {
        say(6);
        follow();
        edit(5, "second 5");
        awaitHead();
        for (Feed feed : resume(3)) {
            assertThat(text(feed, 4)).isEqualTo("first 4");
            assertThat(text(feed, 5)).isEqualTo("second 5");
            assertThat(text(feed, 7)).isEqualTo("second 5");
        }
        live.forEach(feed -> assertThat(text(feed, 5)).isEqualTo("first 5"));
    }

    @Test
    void whatAMessageSaidBeforeItsEditsIsNotReplayed() {
        say(2);
        follow();
        edit(1, "second");
        edit(1, "third");
        awaitHead();
        for (Feed feed : resume(0)) {
            assertThat(feed.entries()).noneMatch(entry -> "first 1".equals(MessageEntry.text(entry)));
            assertThat(text(feed, 1)).isEqualTo("third");
            assertThat(MessageEntry.text(feed.entries().get(2))).isNull();
            assertThat(text(feed, 4)).isEqualTo("third");
        }
    }

    @Test
    void deletedTextIsInNoReplayFromMemory() {
        say(3);
        follow();
        edit(2, "second 2");
        awaitHead();
        resume(0);
        delete(2);
        awaitHead();
        resume(0).forEach(ChangedMessagesTest::assertDeleted);
    }

    @Test
    void deletedTextIsInNoPageThatWasReadBefore() {
        say(400);
        edit(2, "second 2");
        resume(0); // begins beyond what is kept in memory
        follow();
        awaitHead();
        delete(2);
        awaitHead();
        int reads = gateway.hub.reads.get();
        resume(0).forEach(ChangedMessagesTest::assertDeleted);
        assertThat(gateway.hub.reads.get())
                .as("pages without the deleted text stay")
                .isLessThan(reads + 2 * 3);
    }

    private static void assertDeleted(Feed feed) {
        assertThat(feed.entries())
                .filteredOn(entry -> entry.seq() == 2
                        || Integer.valueOf(2).equals(entry.fields().get("target")))
                .isNotEmpty()
                .allMatch(entry -> MessageEntry.text(entry) == null);
    }

    @Test
    void changeThatTheBusLostIsRepairedAndHeeded(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, new Feeds(null, 100));
        say(3);
        follow();
        awaitHead();
        gateway.hub.silent = true;
        edit(2, "second 2");
        delete(2);
        awaitHead();
        resume(0).forEach(ChangedMessagesTest::assertDeleted);
    }
}
