// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.acceptance.fixture.RoomView;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.contract.entries.DeletedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessageChanges.Delete;
import dev.hubbub.contract.messages.MessageChanges.Edit;
import dev.hubbub.contract.messages.MessageChanges.Pin;
import dev.hubbub.contract.messages.MessageChanges.React;
import dev.hubbub.contract.messages.MessagePages;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.process.HubCluster;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Users send, edit, delete, react and pin at random on two nodes, lose their sockets, and one node is killed. In the end each of
 * them sees what the log says, and what was deleted is nowhere.
 */
@ExtendWith(VertxExtension.class)
final class ChangesE2E {
    private static final boolean FULL = Boolean.getBoolean("hubbub.full");
    private static final List<String> USERS = List.of("ann", "bob", "cyn", "dan");
    private static final List<String> EMOJIS = List.of("👍", "❤️", ":party:");
    private static final int STEPS = FULL ? 300 : 60;

    private final long seed = Long.getLong("hubbub.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Watcher> watchers = new ArrayList<>();
    private final Map<Long, Integer> senders = new TreeMap<>();

    /** The texts that each message had. */
    private final Map<Long, List<String>> texts = new HashMap<>();

    private Vertx vertx;
    private HubCluster cluster;
    private RoomId room;
    private int said;

    @TempDir
    private Path data;

    /** A user with a socket that follows the room, now on this node and then on that. */
    private final class Watcher {
        private final String user;
        private final RoomView view;
        private int node;
        private BridgeClient client;
        private Feed feed;

        Watcher(String user, int node, long since) {
            this.user = user;
            this.view = new RoomView(since);
            comeBack(node);
        }

        void comeBack(int to) {
            node = to;
            client = Talk.login(vertx, cluster.node(to).url(), cluster.token(user));
            feed = Talk.subscribeFrom(client, room, view.last());
            assertThat(feed.reset()).as("seed %d", seed).isEmpty();
            assertThat(feed.position()).as("seed %d", seed).isEqualTo(view.last());
        }

        /** What has come so far is shown; what comes from now on is missed. */
        void lose() {
            client.cut();
            client.awaitClosed();
            show();
        }

        void show() {
            feed.entries().stream().filter(entry -> entry.seq() > view.last()).forEach(view::take);
        }
    }

    @Test
    void everyViewIsThatOfTheLog(Vertx vertx) throws Exception {
        this.vertx = vertx;
        try (HubCluster two = HubCluster.start(data, 2)) {
            cluster = two;
            begin();
            act(STEPS);

            two.node(0).kill();

            watchers.stream().filter(watcher -> watcher.node == 0).forEach(watcher -> {
                watcher.lose();
                watcher.comeBack(1);
            });
            if (FULL) {
                two.restart(0);
            }
            act(STEPS / 2);
            Watcher late = new Watcher("ann", 1, 0);
            watchers.add(late);
            assertSame();
            assertDeletedIsNowhere(late);
        }
    }

    private void begin() {
        try (BridgeClient owner = Talk.login(vertx, cluster.node(0).url(), cluster.token("ann"))) {
            room = owner.call(Rooms.CREATE, new Rooms.Create("Changes", null, null, null))
                    .room();
        }
        for (String user : USERS.subList(1, USERS.size())) {
            try (BridgeClient client = Talk.login(vertx, cluster.node(0).url(), cluster.token(user))) {
                client.call(Rooms.JOIN, new Rooms.Join(room));
            }
        }
        for (int i = 0; i < USERS.size(); i++) {
            watchers.add(new Watcher(USERS.get(i), i % 2, 0));
        }
    }

    private void act(int times) {
        for (int i = 0; i < times; i++) {
            int who = random.nextInt(USERS.size());
            int what = random.nextInt(20);
            if (senders.isEmpty() || what < 6) {
                say(who);
            } else if (what < 10) {
                edit();
            } else if (what < 12) {
                delete();
            } else if (what < 16) {
                react(who);
            } else if (what < 18) {
                pin();
            } else {
                Watcher watcher = watchers.get(who);
                watcher.lose();
                watcher.comeBack(random.nextInt(2) == 0 && isUp(0) ? 0 : 1);
            }
        }
    }

    private boolean isUp(int node) {
        return cluster.node(node).process().isAlive();
    }

    private String text() {
        return "text number " + said++ + ".";
    }

    private void say(int who) {
        String text = text();
        ClientId id = new ClientId("c" + said);
        answered(who, client -> {
            long seq = client.call(Messages.SEND, new Messages.Send(room, id, text))
                    .seq();
            senders.put(seq, who);
            texts.computeIfAbsent(seq, first -> new ArrayList<>()).add(text);
        });
    }

    private void edit() {
        long seq = anyMessage();
        String text = text();
        texts.get(seq).add(text);
        Edit edit = new Edit(room, seq, text, null, null, null);
        answered(senders.get(seq), client -> client.call(MessageChanges.EDIT, edit));
    }

    private void delete() {
        long seq = anyMessage();
        answered(senders.get(seq), client -> client.call(MessageChanges.DELETE, new Delete(room, seq)));
    }

    private void react(int who) {
        React react = new React(room, anyMessage(), EMOJIS.get(random.nextInt(EMOJIS.size())), random.nextInt(3) > 0);
        answered(who, client -> client.call(MessageChanges.REACT, react));
    }

    private void pin() {
        Pin pin = new Pin(room, anyMessage(), random.nextBoolean());
        answered(0, client -> client.call(MessageChanges.PIN, pin));
    }

    private long anyMessage() {
        return List.copyOf(senders.keySet()).get(random.nextInt(senders.size()));
    }

    private interface Question {
        void ask(BridgeClient client);
    }

    /** Asks again while a part of the hub is away. That the message is deleted already is an answer. */
    private void answered(int who, Question question) {
        AtomicBoolean isGone = new AtomicBoolean();
        await().pollDelay(Duration.ZERO).atMost(30, SECONDS).until(() -> {
            try {
                question.ask(watchers.get(who).client);
            } catch (BridgeFailure e) {
                isGone.set(e.is(ErrorCode.NOT_FOUND) || e.is(ErrorCode.CONFLICT));
                if (!isGone.get() && !e.is(ErrorCode.UNAVAILABLE)) {
                    throw e;
                }
                return isGone.get();
            }
            return true;
        });
    }

    private void assertSame() {
        BridgeClient client = watchers.get(1).client;
        List<Entry> log = Talk.history(client, room);
        RoomView history = new RoomView(0);
        log.forEach(history::take);
        for (Watcher watcher : watchers) {
            watcher.show();
            if (watcher.view.last() < log.size()) {
                watcher.feed.awaitSeq(log.size());
                watcher.show();
            }
            assertThat(watcher.view.inWords())
                    .as(watcher.user + ", seed " + seed)
                    .isEqualTo(history.inWords());
        }
        texts.forEach((seq, all) -> assertThat(history.inWords().get(seq))
                .as(seq + " of seed " + seed)
                .matches(words -> words.startsWith("- deleted") || all.stream().anyMatch(words::startsWith)));
    }

    private void assertDeletedIsNowhere(Watcher late) {
        List<Entry> log = Talk.history(late.client, room);
        List<String> gone = log.stream()
                .filter(DeletedEntry.KIND::is)
                .map(entry -> DeletedEntry.KIND.read(entry).target())
                .flatMap(target -> texts.get(target).stream())
                .toList();
        assertThat(gone).as("seed %d", seed).isNotEmpty();
        StringBuilder shown = new StringBuilder();
        log.forEach(entry -> shown.append(Json.encode(entry)));
        late.feed.bodies().forEach(shown::append);
        shown.append(Json.encode(late.client.call(RoomLists.MINE, new RoomLists.Mine())));
        senders.keySet()
                .forEach(seq -> shown.append(
                        Json.encode(late.client.call(MessagePages.EDITS, new MessagePages.Edits(room, seq)))));
        assertThat(gone).as("seed %d", seed).allSatisfy(text -> assertThat(shown)
                .doesNotContain(text));
        assertThat(log.stream().filter(MessageEntry.KIND::is).count()).isEqualTo(texts.size());
    }
}
