// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.describe;
import static dev.hubbub.persistence.testing.TestRequests.enter;
import static dev.hubbub.persistence.testing.TestRequests.newEphemeral;
import static dev.hubbub.persistence.testing.TestRequests.quit;
import static dev.hubbub.persistence.testing.TestRequests.remove;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.testing.ControlledEntryStore;
import dev.hubbub.persistence.testing.RecordedCalls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A room whose messages are numbered and not stored. */
@ExtendWith(VertxExtension.class)
final class EphemeralTest {
    private final RecordedCalls calls = new RecordedCalls();
    private final Store controlled = ControlledEntryStore.inMemory();
    private final Store store = calls.of(controlled);
    private Vertx vertx;
    private TestWriter writer;
    private long base;

    @BeforeEach
    void room(Vertx vertx) throws Exception {
        this.vertx = vertx;
        writer = new TestWriter(vertx, store);
        assertThat(append(newEphemeral(ROOM, "bob")).seq()).isEqualTo(1);
        base = room(writer).base();
    }

    private Appended append(Append request) throws Exception {
        return writer.append(request).await(5, SECONDS);
    }

    private static MessageLog.Room room(TestWriter writer, String... users) throws Exception {
        return writer.describe(new MessageLog.Describe(
                        ROOM, Stream.of(users).map(UserId::new).toList()))
                .await(5, SECONDS);
    }

    private static List<String> told(TestWriter writer) {
        return writer.published().stream()
                .map(entry -> entry.event() + " " + entry.fields().getOrDefault("user", "-"))
                .toList();
    }

    @Test
    void messagesCostNoCallOfTheStore() throws Exception {
        append(say(ROOM, "ann", "first", 1));
        calls.take();
        List<Future<Appended>> sent = IntStream.range(0, 500)
                .mapToObj(n -> writer.append(say(ROOM, "bob", "c" + n, 1)))
                .toList();
        Future.all(sent).await(5, SECONDS);
        assertThat(calls.take()).isEmpty();
        assertThat(sent)
                .extracting(each -> each.result().seq())
                .isEqualTo(LongStream.rangeClosed(base + 2, base + 501).boxed().toList());
        assertThat(writer.published().subList(2, 502))
                .extracting(Entry::seq)
                .isEqualTo(LongStream.rangeClosed(base + 2, base + 501).boxed().toList());
        assertThat(store.entries().get(ROOM, List.of(1L, 2L)).await(5, SECONDS)).hasSize(1);
        assertThat(room(writer).head()).isEqualTo(base + 501);
    }

    @Test
    void messagesGoOnWhileTheStoreIsAway() throws Exception {
        ControlledEntryStore.of(controlled).unreachable(true);
        assertThat(append(say(ROOM, "bob", "c1", 1)).seq()).isEqualTo(base + 1);
        assertRefused(ErrorCode.UNAVAILABLE, writer.describe(describe(ROOM)));
        assertThat(append(say(ROOM, "bob", "c2", 1)).seq()).isEqualTo(base + 2);
        assertRefused(ErrorCode.UNAVAILABLE, writer.append(remove(ROOM, "bob", 1)));
        assertThat(append(say(ROOM, "bob", "c3", 1)).seq()).isEqualTo(base + 3);
    }

    @Test
    void messageThatIsSentAgainGetsTheSameNumber() throws Exception {
        Appended first = append(say(ROOM, "ann", "c1", 1));
        assertThat(append(say(ROOM, "ann", "c1", 1))).isEqualTo(first);
        assertRefused(ErrorCode.CONFLICT, writer.append(say(ROOM, "ann", "c1", "other", 1)));
        assertThat(append(say(ROOM, "bob", "c1", 1)).seq()).isEqualTo(base + 2);
        assertThat(writer.published()).hasSize(3);
    }

    @Test
    void changesAreStoredAndNumberedAmongTheMessages() throws Exception {
        append(say(ROOM, "bob", "c1", 1));
        Future<Appended> removed = writer.append(remove(ROOM, "bob", 1));
        Future<Appended> late = writer.append(relyingOn(say(ROOM, "bob", "c2", 1), "bob"));
        Future<Appended> other = writer.append(relyingOn(say(ROOM, "ann", "c3", 1), "ann"));
        assertThat(removed.await(5, SECONDS).seq()).isEqualTo(base + 2);
        assertRefused(ErrorCode.STALE, late);
        assertThat(other.await(5, SECONDS).seq()).isEqualTo(base + 3);
        MessageLog.Room room = room(writer, "bob", "ann");
        assertThat(room.membership() + " " + room.size()).isEqualTo("2 1");
        assertThat(room.members()).extracting(member -> member.user().value()).containsExactly("ann");
    }

    private static Append relyingOn(Append append, String user) {
        return new Append(append.entry(), append.membership(), List.of(user(user)), null);
    }

    @Test
    void whoJoinsAndLeavesIsToldAndNotStored() throws Exception {
        assertThat(writer.change(enter(ROOM, "cyn", 1)).await(5, SECONDS).seq()).isEqualTo(base + 1);
        assertThat(writer.change(quit(ROOM, "cyn", 1)).await(5, SECONDS).seq()).isEqualTo(base + 2);
        assertThat(told(writer)).containsExactly("created ann", "joined cyn", "left cyn");
        assertThat(writer.moved()).isEmpty();
        assertThat(room(writer, "cyn").members()).isEmpty();
        assertThat(room(writer).membership()).isEqualTo(1);
    }

    @Test
    void anotherNodeKnowsTheMembersAndNumbersAnew() throws Exception {
        long head = append(say(ROOM, "ann", "c1", 1)).seq();
        writer.change(enter(ROOM, "cyn", 1)).await(5, SECONDS);
        append(remove(ROOM, "bob", 1));

        TestWriter next = new TestWriter(vertx, store);
        MessageLog.Room room = room(next, "ann", "bob", "cyn");
        assertThat(room.base()).isGreaterThan(head + 2).isEqualTo(room.head());
        assertThat(room.members()).extracting(member -> member.user().value()).containsExactly("ann", "cyn");
        assertThat(next.published()).as("nothing old is told as new").isEmpty();
        assertRefused(ErrorCode.STALE, next.append(say(ROOM, "bob", "c2", 1)));
        assertThat(next.append(say(ROOM, "ann", "c1", 2)).await(5, SECONDS).seq())
                .as("what was sent before is not known any more")
                .isEqualTo(room.head() + 1);
    }
}
