// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.enter;
import static dev.hubbub.persistence.testing.TestRequests.newChannel;
import static dev.hubbub.persistence.testing.TestRequests.quit;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.persistence.read.MemberPages;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import dev.hubbub.persistence.testing.RecordedCalls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What joins, sends and leaves cost in a channel with few members and with many, counted: as many calls of the store, and documents
 * and replies of the same size. With {@code hubbub.full} there are 20,000.
 */
@ExtendWith(VertxExtension.class)
final class ChannelSizeTest {
    private static final int MEMBERS = Boolean.getBoolean("hubbub.full") ? 20_000 : 2_000;
    private static final int AT_A_TIME = 500;

    private final RecordedCalls calls = new RecordedCalls();
    private final Store store = calls.of(MemoryStore.create());
    private TestWriter writer;

    private void fill(int from, int to) throws Exception {
        for (int first = from; first < to; first += AT_A_TIME) {
            Future.all(IntStream.range(first, Math.min(to, first + AT_A_TIME))
                            .mapToObj(n -> writer.change(enter(ROOM, "user-" + n, 1)))
                            .toList())
                    .await(20, SECONDS);
        }
    }

    /** The calls of the store and the sizes of what is stored and told, for one user who joins, is described and leaves. */
    private List<Object> costs(String clientId) throws Exception {
        List<Object> costs = new ArrayList<>();
        MessageLog.Describe question = new MessageLog.Describe(ROOM, List.of(user("guest"), user("ann")));
        calls.take();
        writer.change(enter(ROOM, "guest", 1)).await(5, SECONDS);
        costs.add(calls.take());
        MessageLog.Room described = writer.describe(question).await(5, SECONDS);
        costs.add(calls.take());
        costs.add(described.members().size());
        writer.append(say(ROOM, "ann", clientId, 1)).await(5, SECONDS);
        costs.add(calls.take());
        writer.change(quit(ROOM, "guest", 1)).await(5, SECONDS);
        costs.add(calls.take());
        costs.add(
                Json.write(store.rooms().find(ROOM).await(5, SECONDS).details()).encode());
        costs.add(store.rooms().find(ROOM).await(5, SECONDS).members());
        costs.add(writer.describe(new MessageLog.Describe(ROOM, List.of()))
                .await(5, SECONDS)
                .members());
        return costs;
    }

    @Test
    void nothingGrowsWithTheMembers(Vertx vertx) throws Exception {
        writer = new TestWriter(vertx, store);
        writer.append(newChannel(ROOM)).await(5, SECONDS);
        fill(0, 10);
        writer.describe(new MessageLog.Describe(ROOM, List.of())).await(5, SECONDS);
        List<Object> few = costs("few");
        fill(10, MEMBERS);
        List<Object> many = costs("many");

        assertThat(many).isEqualTo(few);
        assertThat(writer.describe(new MessageLog.Describe(ROOM, List.of()))
                        .await(5, SECONDS)
                        .size())
                .isEqualTo(MEMBERS + 1);
        assertThat(writer.loadedMembers()).as("in memory").isLessThanOrEqualTo(1);
        assertThat(writer.published()).as("entries").hasSize(3);
        Memberships.Page page = new MemberPages(store.members())
                .page(new Memberships.PageOf(ROOM, null, null, null))
                .await(5, SECONDS);
        assertThat(page.members()).hasSize(Math.min(MEMBERS + 1, Memberships.MAX_PAGE));
    }

    @Test
    void roomThatIsLoadedCostsNoMoreWithManyMembers(Vertx vertx) throws Exception {
        writer = new TestWriter(vertx, store);
        writer.append(newChannel(ROOM)).await(5, SECONDS);
        fill(0, 10);
        List<String> few = loadCosts(vertx);
        fill(10, MEMBERS);
        assertThat(loadCosts(vertx)).isEqualTo(few);
    }

    private List<String> loadCosts(Vertx vertx) throws Exception {
        calls.take();
        new TestWriter(vertx, store)
                .describe(new MessageLog.Describe(ROOM, List.of(user("user-7"))))
                .await(5, SECONDS);
        return calls.take();
    }
}
