// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.hostile;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.acceptance.fixture.Canary;
import dev.hubbub.acceptance.fixture.Talk;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.Transport;
import dev.hubbub.testkit.process.HubProcess;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A hub with conversations that must not notice what a test does beside them: in the same room, before and after; in
 * another, all the time. Each of their entries comes, once and in order, and the log stays calm. One hub for all transports.
 */
@Execution(ExecutionMode.SAME_THREAD)
@ParameterizedClass
@EnumSource(Transport.class)
@ExtendWith(VertxExtension.class)
abstract class BesideACanary {
    private static final int BREATH_MILLIS = 200;
    private static final String SECRET_TEXT = "canary-text-that-no-log-may-hold";

    /** As the ids of sessions that these clients make. */
    private static final Pattern SESSION_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @TempDir
    private static Path data;

    static HubProcess hub;
    private static String ann;
    static String bob;
    private static String mallory;
    private static Vertx distance;
    private static Canary elsewhere;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private Future<?> singing;

    /** How the owner and the stranger speak. */
    @Parameter
    Transport transport;

    BridgeClient owner;
    BridgeClient stranger;
    RoomId room;
    Feed canary;

    @BeforeAll
    static void start() {
        hub = HubProcess.dev(data);
        ann = hub.token("ann");
        bob = hub.token("bob");
        mallory = hub.token("mallory");
        List<String> urls = List.of(hub.url(), hub.url());
        distance = Vertx.vertx();
        elsewhere = new Canary(distance, urls, hub.token("singer"), hub.token("canary"));
    }

    @AfterAll
    static void logsAreCalm() {
        distance.close().await();
        hub.close();
        List<String> log = hub.process().output();
        assertThat(log).noneMatch(line -> line.startsWith("\tat ") || line.contains(SECRET_TEXT));
        assertThat(log).noneMatch(line -> line.contains(ann) || line.contains("eyJhbGciOi"));
        assertThat(log).noneMatch(line -> SESSION_ID.matcher(line).find());
        assertThat(log)
                .filteredOn(line -> line.contains(" ERROR ") || line.contains(" WARN "))
                .isEmpty();
    }

    @BeforeEach
    void room(Vertx vertx) {
        owner = Talk.login(vertx, transport, hub.url(), ann);
        BridgeClient member = Talk.login(vertx, hub.url(), bob);
        stranger = Talk.login(vertx, transport, hub.url(), mallory);
        room = owner.call(Rooms.CREATE, new Rooms.Create("Private", List.of(new UserId("bob")), null, null))
                .room();
        canary = member.subscribe(room);
        say("before");
        singing = clock.scheduleWithFixedDelay(elsewhere::sing, 0, BREATH_MILLIS, MILLISECONDS);
    }

    @AfterEach
    void othersNoticedNothing() throws InterruptedException {
        clock.shutdown();
        assertThat(clock.awaitTermination(20, SECONDS)).isTrue();
        assertThatThrownBy(singing::get).as("each song was acked").isInstanceOf(CancellationException.class);
        elsewhere.noticedNothing();
        long last = say("after").seq();
        canary.awaitSeq(last);
        assertThat(canary.entries())
                .extracting(Entry::seq)
                .isEqualTo(LongStream.rangeClosed(2, last).boxed().toList());
    }

    final Messages.Sent say(String id) {
        return owner.call(Messages.SEND, new Messages.Send(room, new ClientId(id), SECRET_TEXT));
    }

    final JsonObject message(String id, String text) {
        return new JsonObject().put("room", room.value()).put("clientId", id).put("text", text);
    }

    static BridgeFailure failure(BridgeClient client, String address, JsonObject body) {
        try {
            JsonObject answer = client.call(address, body);
            throw new AssertionError(address + " was answered: " + answer);
        } catch (BridgeFailure e) {
            return e;
        }
    }
}
