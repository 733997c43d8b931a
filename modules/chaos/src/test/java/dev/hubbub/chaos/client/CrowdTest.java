// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.chaos.check.Checks;
import dev.hubbub.chaos.check.Findings;
import dev.hubbub.chaos.check.Violation;
import dev.hubbub.chaos.record.Reading;
import dev.hubbub.chaos.record.SendLog;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients go on where they were, and send again, against a hub that does what a test tells it. */
@ExtendWith(VertxExtension.class)
final class CrowdTest {
    private static final RoomId ROOM = new RoomId("kitchen");
    private static final Manners QUICK = new Manners(Manners.Resumption.SINCE, 10, 10, 50, 5_000, 2_000);

    private Vertx vertx;
    private FakeHub hub;
    private Crowd crowd;
    private String deployed;

    @BeforeEach
    void hub(Vertx own) throws Exception {
        vertx = own;
        hub = new FakeHub(own);
        hub.registered = first -> {
            hub.position(0);
            hub.entries(1, 3);
        };
    }

    @Test
    void clientThatIsCutOffComesBackWithItsPosition() throws Exception {
        come(Person.Habit.READS, Manners.Resumption.SINCE);
        crowd.speak().await(5, SECONDS);
        comeBack(3, 4, 5);
        assertThat(hub.got("register").get(0).containsKey("headers")).isFalse();
        assertThat(hub.got("register").get(1).getJsonObject("headers")).isEqualTo(new JsonObject().put("since", "3"));
        assertThat(reading().marks()).containsExactly(new Reading.Mark.Began(0), new Reading.Mark.Run(1, 5));
        assertThat(findings(5).isEmpty()).isTrue();
        assertThat(crowd.recording().outages()).hasSize(1).allSatisfy(outage -> assertThat(outage.code())
                .isEqualTo(1001));
    }

    @Test
    void socketThatEndsWhileTheCrowdStillGathersIsNoOutage() throws Exception {
        come(Person.Habit.READS, Manners.Resumption.SINCE);
        comeBack(3, 4, 4);
        assertThat(crowd.recording().outages()).isEmpty();
        assertThat(crowd.recording().closes()).isEmpty();
    }

    @Test
    void resetIsRepairedFromTheHistory() throws Exception {
        come(Person.Habit.READS, Manners.Resumption.SINCE);
        hub.registered = again -> {
            hub.news(new JsonObject().put("event", "reset").put("seq", 6).put("reason", "too-far"));
            hub.entries(7, 7);
        };
        hub.cut();
        awaitLast(7);
        assertThat(findings(7).isEmpty()).isTrue();
        assertThat(reading().resets()).containsExactly(new Reading.Reset(6, "too-far"));
    }

    @Test
    void hubThatSkipsEntriesWithoutAResetIsFound() throws Exception {
        come(Person.Habit.READS, Manners.Resumption.SINCE);
        comeBack(5, 6, 6);
        assertThat(findings(6).count(Violation.GAP)).isEqualTo(2);
    }

    @Test
    void withoutTheHeaderTheHistoryIsReadUpToThePosition() throws Exception {
        come(Person.Habit.READS, Manners.Resumption.HISTORY);
        comeBack(6, 7, 8);
        assertThat(hub.got("register").get(1).containsKey("headers")).isFalse();
        assertThat(findings(8).isEmpty()).isTrue();
    }

    @Test
    void whatComesTwiceOrNeverIsFound() throws Exception {
        come(Person.Habit.READS, Manners.Resumption.SINCE);
        hub.entries(3, 3);
        hub.entries(6, 6);
        awaitLast(6);
        Findings findings = findings(6);
        assertThat(findings.count(Violation.DUPLICATE)).isEqualTo(1);
        assertThat(findings.count(Violation.GAP)).isEqualTo(2);
    }

    @Test
    void messageWithoutAnAnswerIsSentAgainUnderItsIdAndAfterAReturnToo() throws Exception {
        come(Person.Habit.SPEAKS, Manners.Resumption.SINCE);
        crowd.speak().await(5, SECONDS);
        await().atMost(10, SECONDS).until(() -> copies() >= 2);
        hub.sent = request -> hub.fail(request, 503);
        await().atMost(10, SECONDS).until(() -> copies() >= 4);
        hub.cut();
        hub.sent = this::ack;
        SendLog log = crowd.recording().sends().get(0);
        await().atMost(10, SECONDS).until(() -> log.answered() >= 1);
        assertThat(hub.got("api.messages.send").get(0).getJsonObject("body").getString("text"))
                .isEqualTo(log.text(0));
    }

    @Test
    void refusalForGoodIsFound() throws Exception {
        come(Person.Habit.SPEAKS, Manners.Resumption.SINCE);
        hub.sent = request -> hub.fail(request, 403);
        crowd.speak().await(5, SECONDS);
        await().atMost(10, SECONDS).until(() -> !crowd.recording().refusals().isEmpty());
    }

    @Test
    void wandererLeavesAndBeginsAnew() throws Exception {
        come(Person.Habit.WANDERS, Manners.Resumption.SINCE);
        hub.registered = again -> {
            hub.position(9);
            hub.entries(10, 10);
        };
        crowd.speak().await(5, SECONDS);
        awaitLast(10);
        assertThat(hub.got("api.rooms.leave")).isNotEmpty();
        assertThat(findings(10).isEmpty()).isTrue();
    }

    /** Is cut off, and told this position and these entries on the next socket. */
    private void comeBack(long position, long from, long to) {
        hub.registered = again -> {
            hub.position(position);
            hub.entries(from, to);
        };
        hub.cut();
        awaitLast(to);
    }

    private void come(Person.Habit habit, Manners.Resumption resumption) throws Exception {
        Person person = new Person("bob", "token", ROOM, habit);
        crowd = new Crowd(new Crowd.Plan(List.of(person), List.of(hub.address()), QUICK.with(resumption), 10, 1));
        deployed = vertx.deployVerticle(crowd).await(5, SECONDS);
        awaitLast(3);
    }

    private long copies() {
        return hub.got("api.messages.send").stream()
                .filter(frame -> "bob-0".equals(frame.getJsonObject("body").getString("clientId")))
                .count();
    }

    private void ack(JsonObject request) {
        hub.reply(request, new JsonObject().put("room", "kitchen").put("seq", 4).put("at", "now"));
    }

    private void awaitLast(long seq) {
        await().atMost(10, SECONDS).until(() -> reading().last() >= seq);
    }

    private Reading reading() {
        return crowd.recording().readings().get(0);
    }

    private Findings findings(long head) throws Exception {
        vertx.undeploy(deployed).await(5, SECONDS);
        return Checks.all(List.of(crowd.recording()), List.of(ROOM), (room, entry) -> LongStream.rangeClosed(1, head)
                .mapToObj(FakeHub::entry)
                .forEach(entry));
    }
}
