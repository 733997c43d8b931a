// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.acceptance.fixture.SharedNodes;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.acceptance.fixture.TwoNodes;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessageChanges.Delete;
import dev.hubbub.contract.messages.MessageChanges.Edit;
import dev.hubbub.contract.messages.MessageChanges.Pin;
import dev.hubbub.contract.messages.MessagePages;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.search.MessageSearch;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Feed;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is deleted is on neither of two nodes 2 s later, whatever they are asked. */
@ExtendWith({VertxExtension.class, SharedNodes.class})
final class DeletedE2E {
    private static final Duration GONE = Duration.ofSeconds(2);
    private static final String SECRET = "secret";

    /** What shows messages, each asked of one node: what it answers, as text. */
    private final Map<String, Supplier<String>> questions = new LinkedHashMap<>();

    private Vertx vertx;
    private RoomId room;

    private BridgeClient login(TwoNodes hub, int node, String user) {
        return Talk.login(
                vertx, hub.node(node).url(), TwoNodes.TOKENS.user(user).sign());
    }

    private Send send(String text, Long replyTo, Long thread) {
        ClientId id = new ClientId(String.valueOf(text.hashCode()));
        return new Send(room, id, null, text, null, replyTo, thread, null, null, null, null);
    }

    /** A message with an edit, a pin, an answer and a thread of which it is the first. */
    private long say(BridgeClient ann) {
        ann.call(Messages.SEND, send("first", null, null));
        long seq = ann.call(Messages.SEND, send("a secret", null, null)).seq();
        ann.call(Messages.SEND, send("an answer", seq, null));
        ann.call(Messages.SEND, send("a reply", null, seq));
        ann.call(MessageChanges.EDIT, new Edit(room, seq, "another secret", null, null, null));
        ann.call(MessageChanges.PIN, new Pin(room, seq, true));
        return seq;
    }

    private void ask(String node, BridgeClient client, long seq) {
        ask("history", node, () -> client.call(Messages.HISTORY, new Messages.History(room, null, 0L, 100)));
        ask("around", node, () -> client.call(MessagePages.AROUND, new MessagePages.Around(room, seq, null, null)));
        ask("thread", node, () -> client.call(MessagePages.THREAD, new MessagePages.OfThread(room, seq, null, null)));
        ask("pins", node, () -> client.call(MessagePages.PINS, new MessagePages.Pins(room, null, null)));
        ask("edits", node, () -> client.call(MessagePages.EDITS, new MessagePages.Edits(room, seq)));
        ask("list", node, () -> client.call(RoomLists.MINE, new RoomLists.Mine()));
        MessageSearch.Search search = new MessageSearch.Search(SECRET, room, null, null, null, null, null, null);
        ask("search", node, () -> client.call(MessageSearch.SEARCH, search));
    }

    private void ask(String what, String node, Supplier<Record> question) {
        questions.put(what + " at " + node, () -> Json.encode(question.get()));
    }

    /** What a client gets that was away: from the feed's memory, or from the store. */
    private void askForReplay(String node, BridgeClient client) {
        questions.put("replay at " + node, () -> {
            long head = client.call(Messages.HISTORY, new Messages.History(room, null, null, 1))
                    .messages()
                    .get(0)
                    .seq();
            Feed feed = client.subscribe(room, 1);
            feed.awaitSeq(head);
            client.unsubscribe(feed);
            return Json.encode(feed.entries());
        });
    }

    @Test
    void deletedMessageIsNowhereAfterTwoSeconds(Vertx given, TwoNodes hub) {
        vertx = given;
        BridgeClient ann = login(hub, 0, "author");
        room = ann.call(Rooms.CREATE, new Rooms.Create("Tea", List.of(), null, null))
                .room();
        long seq = say(ann);
        long last = ann.call(Messages.SEND, send("the last secret", null, null)).seq();
        ask("the first node", ann, seq);
        ask("the second node", login(hub, 1, "author"), seq);
        askForReplay("the first node", login(hub, 0, "author"));
        askForReplay("the second node", login(hub, 1, "author"));
        questions.forEach(
                (what, question) -> await(what).atMost(Duration.ofSeconds(20)).until(() -> question.get()
                        .contains(SECRET)));

        ann.call(MessageChanges.DELETE, new Delete(room, seq));
        ann.call(MessageChanges.DELETE, new Delete(room, last));

        assertGone(System.nanoTime());
    }

    /** No question that is asked later than 2 s after the ack is answered with it. What is asked before may be. */
    private void assertGone(long acked) {
        questions.forEach((what, question) -> {
            boolean isLate;
            boolean isShown;
            do {
                isLate = Duration.ofNanos(System.nanoTime() - acked).compareTo(GONE) > 0;
                isShown = question.get().contains(SECRET);
            } while (isShown && !isLate);
            assertThat(isShown).as(what).isFalse();
        });
        await().until(() -> Duration.ofNanos(System.nanoTime() - acked).compareTo(GONE) > 0);
        questions.forEach(
                (what, question) -> assertThat(question.get()).as(what).doesNotContain(SECRET));
    }
}
