// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.access.AccessVerticle;
import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Many users come to one room at once, with the embedded store. */
@ExtendWith(VertxExtension.class)
class CrowdedRoomTest {
    private static final int USERS = 400;
    private static final Caller ANN = Caller.of("ann");

    @TempDir
    private Path directory;

    private Bus bus;
    private RoomId room;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        bus = new Bus(vertx);
        PersistenceConfig config = PersistenceConfig.inMemory().storedIn(directory.toString());
        vertx.deployVerticle(new PersistenceVerticle(config)).await(20, SECONDS);
        AccessConfig access =
                new AccessConfig(AccessConfig.Creators.ANYONE, AccessConfig.Adding.UNLIMITED, 1_000, 10, 65_536);
        vertx.deployVerticle(new AccessVerticle(access)).await(20, SECONDS);
        room = bus.call(Rooms.CREATE, ANN, new Rooms.Create("Hall", List.of(), Visibility.PUBLIC, null))
                .await(5, SECONDS)
                .room();
    }

    private static List<Caller> users() {
        return IntStream.range(0, USERS).mapToObj(n -> Caller.of("user-" + n)).toList();
    }

    private Future<Rooms.Joined> join(Caller caller) {
        return bus.call(Rooms.JOIN, caller, new Rooms.Join(room));
    }

    private Future<Messages.Sent> send(Caller caller, int number) {
        return bus.call(Messages.SEND, caller, new Messages.Send(room, new ClientId("c" + number), "text " + number));
    }

    private List<Entry> entries(long head) throws Exception {
        List<Entry> all = new ArrayList<>();
        for (long from = 1; from <= head; from += Messages.MAX_PAGE) {
            long to = Math.min(head, from + Messages.MAX_PAGE - 1);
            MessageLog.Read page = new MessageLog.Read(room, from, to, false);
            all.addAll(bus.call(MessageLog.READ, page).await(5, SECONDS).entries());
        }
        return all;
    }

    @Test
    void allJoinAtOnceAndTheMessagesBetweenAreAnswered() throws Exception {
        List<Future<Rooms.Joined>> joined = new ArrayList<>();
        List<Future<Messages.Sent>> sent = new ArrayList<>();
        for (Caller user : users()) {
            joined.add(join(user));
            if (joined.size() % 50 == 0) {
                sent.add(send(ANN, joined.size()));
            }
        }
        Future.all(Stream.concat(joined.stream(), sent.stream()).toList()).await(20, SECONDS);

        long head = USERS + sent.size() + 1;
        assertThat(entries(head))
                .extracting(Entry::seq)
                .isEqualTo(LongStream.rangeClosed(1, head).boxed().toList());
        assertThat(joined).extracting(each -> each.result().seq()).doesNotHaveDuplicates();
        Rooms.MemberList members =
                bus.call(Rooms.MEMBERS, ANN, new Rooms.Members(room)).await(5, SECONDS);
        assertThat(members.members()).hasSize(USERS + 1);
        assertThat(send(users().get(USERS - 1), 1).await(5, SECONDS).seq()).isEqualTo(head + 1);
    }

    @Test
    void allLeaveAtOnceAndNoMessageFollows() throws Exception {
        Future.all(users().stream().map(this::join).toList()).await(20, SECONDS);
        List<Future<Messages.Sent>> before =
                users().stream().map(user -> send(user, 1)).toList();
        List<Future<Rooms.Left>> left = users().stream()
                .map(user -> bus.call(Rooms.LEAVE, user, new Rooms.Leave(room)))
                .toList();
        List<Future<Messages.Sent>> after =
                users().stream().map(user -> send(user, 2)).toList();
        Future.all(Stream.concat(before.stream(), left.stream()).toList()).await(20, SECONDS);
        Future.join(after).transform(all -> Future.succeededFuture()).await(20, SECONDS);

        assertThat(after).allMatch(Future::failed);
        for (int n = 0; n < USERS; n++) {
            assertThat(before.get(n).result().seq())
                    .isLessThan(left.get(n).result().seq());
        }
    }
}
