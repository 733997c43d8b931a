// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKind;
import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Check;
import dev.hubbub.persistence.config.PersistenceConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kinds of entries that this node does not know, and one that only this node knows. */
@ExtendWith(VertxExtension.class)
final class UnknownEntryTest {
    private static final Poll POLL = new Poll();

    private Bus bus;

    /** All that a new kind needs. */
    private static final class Poll extends EntryKind<Poll.Question> {
        record Question(String question) {
            Question {
                Check.line("entry.question", question, 100);
            }
        }

        Poll() {
            super("polled", Question.class);
        }
    }

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        bus = new Bus(vertx);
        vertx.deployVerticle(new PersistenceVerticle(
                        PersistenceConfig.inMemory(), new SimpleMeterRegistry(), EntryKinds.STANDARD.and(POLL)))
                .await(20, SECONDS);
        bus.call(MessageLog.APPEND, newRoom(ROOM, "bob")).await(5, SECONDS);
    }

    private static Entry unknown(Map<String, Object> fields) {
        return new Entry("voted", ROOM, 0, user("ann"), null, null, null, fields);
    }

    private long append(Entry entry, long membership) throws Exception {
        return bus.call(MessageLog.APPEND, new MessageLog.Append(entry, membership))
                .await(5, SECONDS)
                .seq();
    }

    @Test
    void unknownKindIsStoredAndReadUnchanged() throws Exception {
        Map<String, Object> fields = Map.of("to", 3, "$set", List.of(1, Map.of("a.b", "c")), "key", "mine");
        assertThat(append(unknown(fields), 1)).isEqualTo(2);
        List<Entry> read = bus.call(MessageLog.READ, new MessageLog.Read(ROOM, 1, 2, false))
                .await(5, SECONDS)
                .entries();
        assertThat(read.get(1).event()).isEqualTo("voted");
        assertThat(read.get(1).fields()).isEqualTo(fields);
        assertThat(bus.call(MessageLog.APPEND, say(ROOM, "bob", "c1", 1))
                        .await(5, SECONDS)
                        .seq())
                .as("it changes no members, and counts")
                .isEqualTo(3);
    }

    @Test
    void membersOfAnUnknownKindAreFollowedAndFenceLikeOthers() throws Exception {
        JsonObject members =
                new JsonObject("{\"members\":[{\"user\":\"cyn\",\"role\":\"referee\"},{\"user\":\"bob\"}]}");
        assertThat(append(unknown(members.getMap()), 1)).isEqualTo(2);
        MessageLog.Room room = bus.call(MessageLog.DESCRIBE, new MessageLog.Describe(ROOM, null))
                .await(5, SECONDS);
        assertThat(room.members())
                .containsExactly(
                        new Member(user("ann"), Role.OWNER, 1, null),
                        new Member(user("cyn"), new Role("referee"), 2, null));
        assertThat(room.membership()).isEqualTo(2);
        assertThatThrownBy(() -> append(say(ROOM, "bob", "c1", 1).entry(), 1)).hasMessageStartingWith("STALE");
    }

    @Test
    void membersThatCannotBeReadAreRefused() {
        assertThatThrownBy(() -> append(unknown(Map.of("members", "bob")), 1))
                .hasMessageStartingWith("BAD_REQUEST: members");
    }

    @Test
    void kindThatIsKnownIsChecked() throws Exception {
        Caller ann = Caller.of("ann");
        assertThat(append(POLL.entry(ROOM, ann, new Poll.Question("Tea?")), 1)).isEqualTo(2);
        Entry empty = new Entry("polled", ROOM, 0, ann.user(), null, null, null, Map.of());
        assertThatThrownBy(() -> append(empty, 1)).hasMessageStartingWith("BAD_REQUEST: entry.question");
    }
}
