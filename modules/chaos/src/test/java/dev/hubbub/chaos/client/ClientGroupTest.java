// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.chaos.check.DeliveryChecks;
import dev.hubbub.chaos.check.Findings;
import dev.hubbub.chaos.check.Violation;
import dev.hubbub.chaos.record.ChangeLog;
import dev.hubbub.chaos.record.ReceiveLog;
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

/** Clients resume and send again, against a hub that a test controls. */
@ExtendWith(VertxExtension.class)
final class ClientGroupTest {
    private static final RoomId ROOM = new RoomId("kitchen");
    /** Of clients that send an unanswered request again soon. */
    private static final ClientPolicy IMPATIENT =
            new ClientPolicy(ClientPolicy.ResumeMode.SINCE, 10, 10, 50, 5_000, 500);

    private static final ClientPolicy QUICK = new ClientPolicy(ClientPolicy.ResumeMode.SINCE, 10, 10, 50, 5_000, 2_000);

    private Vertx vertx;
    private ScriptedHub hub;
    private ClientGroup group;
    private String deployed;

    @BeforeEach
    void hub(Vertx own) throws Exception {
        vertx = own;
        hub = new ScriptedHub(own);
        hub.onRegister = first -> {
            hub.sendPosition(0);
            hub.sendEntries(1, 3);
        };
    }

    @Test
    void disconnectedClientResumesAtItsPosition() throws Exception {
        connect(ClientProfile.Kind.READER, ClientPolicy.ResumeMode.SINCE);
        group.startSending().await(5, SECONDS);
        reconnect(3, 4, 5);
        assertThat(hub.received("register").get(0).containsKey("headers")).isFalse();
        assertThat(hub.received("register").get(1).getJsonObject("headers"))
                .isEqualTo(new JsonObject().put("since", "3"));
        assertThat(receiveLog().parts())
                .containsExactly(new ReceiveLog.Part.Subscribed(0), new ReceiveLog.Part.Range(1, 5));
        assertThat(findings(5).isEmpty()).isTrue();
        assertThat(group.recording().outages()).hasSize(1).allSatisfy(outage -> assertThat(outage.code())
                .isEqualTo(1001));
    }

    @Test
    void socketThatEndsBeforeTheLoadStartsIsNoOutage() throws Exception {
        connect(ClientProfile.Kind.READER, ClientPolicy.ResumeMode.SINCE);
        reconnect(3, 4, 4);
        assertThat(group.recording().outages()).isEmpty();
        assertThat(group.recording().closeCodes()).isEmpty();
    }

    @Test
    void resetIsRepairedFromTheHistory() throws Exception {
        connect(ClientProfile.Kind.READER, ClientPolicy.ResumeMode.SINCE);
        hub.onRegister = again -> {
            hub.sendOnFeed(new JsonObject().put("event", "reset").put("seq", 6).put("reason", "too-far"));
            hub.sendEntries(7, 7);
        };
        hub.closeSocket();
        awaitLast(7);
        assertThat(findings(7).isEmpty()).isTrue();
        assertThat(receiveLog().resets()).containsExactly(new ReceiveLog.Reset(6, "too-far"));
    }

    @Test
    void hubThatSkipsEntriesWithoutAResetIsFound() throws Exception {
        connect(ClientProfile.Kind.READER, ClientPolicy.ResumeMode.SINCE);
        reconnect(5, 6, 6);
        assertThat(findings(6).count(Violation.GAP)).isEqualTo(2);
    }

    @Test
    void withoutTheHeaderTheHistoryIsReadUpToThePosition() throws Exception {
        connect(ClientProfile.Kind.READER, ClientPolicy.ResumeMode.HISTORY);
        reconnect(6, 7, 8);
        assertThat(hub.received("register").get(1).containsKey("headers")).isFalse();
        assertThat(findings(8).isEmpty()).isTrue();
    }

    @Test
    void duplicateAndMissingEntriesAreFound() throws Exception {
        connect(ClientProfile.Kind.READER, ClientPolicy.ResumeMode.SINCE);
        hub.sendEntries(3, 3);
        hub.sendEntries(6, 6);
        awaitLast(6);
        Findings findings = findings(6);
        assertThat(findings.count(Violation.DUPLICATE)).isEqualTo(1);
        assertThat(findings.count(Violation.GAP)).isEqualTo(2);
    }

    @Test
    void unansweredMessageIsSentAgainUnderItsIdAlsoAfterAReconnect() throws Exception {
        connect(ClientProfile.Kind.SENDER, IMPATIENT);
        group.startSending().await(5, SECONDS);
        await().atMost(10, SECONDS).until(() -> copies() >= 2);
        hub.onSend = request -> hub.fail(request, 503);
        await().atMost(10, SECONDS).until(() -> copies() >= 4);
        hub.closeSocket();
        hub.onSend = this::ack;
        SendLog log = group.recording().sendLogs().get(0);
        await().atMost(10, SECONDS).until(() -> log.ackedCount() >= 1);
        assertThat(hub.received("api.messages.send")
                        .get(0)
                        .getJsonObject("body")
                        .getString("text"))
                .isEqualTo(log.text(0));
    }

    @Test
    void unansweredChangeIsSentAgainAlsoAfterAReconnect() throws Exception {
        connect(ClientProfile.Kind.SENDER, IMPATIENT);
        hub.onSend = request -> {
            if (request.getString("address").equals("api.messages.send")) {
                ack(request);
            }
        };
        group.startSending().await(5, SECONDS);
        await().atMost(10, SECONDS)
                .until(() -> hub.received("api.messages.edit").size() >= 2);
        hub.closeSocket();
        hub.onSend = this::ack;
        SendLog log = group.recording().sendLogs().get(0);
        await().atMost(10, SECONDS).until(() -> log.changes().isAcked(0, ChangeLog.Kind.EDIT));
        assertThat(hub.received("api.messages.edit").get(0).getJsonObject("body"))
                .isEqualTo(new JsonObject()
                        .put("room", "kitchen")
                        .put("seq", 4)
                        .put("text", ChangeLog.edited(log.text(0))));
    }

    @Test
    void finalRefusalIsFound() throws Exception {
        connect(ClientProfile.Kind.SENDER, ClientPolicy.ResumeMode.SINCE);
        hub.onSend = request -> hub.fail(request, 403);
        group.startSending().await(5, SECONDS);
        await().atMost(10, SECONDS).until(() -> !group.recording().refusals().isEmpty());
    }

    @Test
    void restlessClientLeavesAndSubscribesAgain() throws Exception {
        connect(ClientProfile.Kind.RESTLESS, ClientPolicy.ResumeMode.SINCE);
        hub.onRegister = again -> {
            hub.sendPosition(9);
            hub.sendEntries(10, 10);
        };
        group.startSending().await(5, SECONDS);
        awaitLast(10);
        assertThat(hub.received("api.rooms.leave")).isNotEmpty();
        assertThat(findings(10).isEmpty()).isTrue();
    }

    /** Closes the socket; the next one gets this position and these entries. */
    private void reconnect(long position, long from, long to) {
        hub.onRegister = again -> {
            hub.sendPosition(position);
            hub.sendEntries(from, to);
        };
        hub.closeSocket();
        awaitLast(to);
    }

    private void connect(ClientProfile.Kind kind, ClientPolicy.ResumeMode resumeMode) throws Exception {
        connect(kind, QUICK.withResumeMode(resumeMode));
    }

    private void connect(ClientProfile.Kind kind, ClientPolicy policy) throws Exception {
        ClientProfile person = new ClientProfile("bob", "token", ROOM, kind);
        group = new ClientGroup(new ClientGroup.Plan(List.of(person), List.of(hub.url()), policy, 10, 1, 1));
        deployed = vertx.deployVerticle(group).await(5, SECONDS);
        awaitLast(3);
    }

    private long copies() {
        return hub.received("api.messages.send").stream()
                .filter(frame -> "bob-0".equals(frame.getJsonObject("body").getString("clientId")))
                .count();
    }

    private void ack(JsonObject request) {
        hub.reply(request, new JsonObject().put("room", "kitchen").put("seq", 4).put("at", "now"));
    }

    private void awaitLast(long seq) {
        await().atMost(10, SECONDS).until(() -> receiveLog().lastSeq() >= seq);
    }

    private ReceiveLog receiveLog() {
        return group.recording().receiveLogs().get(0);
    }

    private Findings findings(long head) throws Exception {
        vertx.undeploy(deployed).await(5, SECONDS);
        return DeliveryChecks.all(
                List.of(group.recording()), List.of(ROOM), (room, entry) -> LongStream.rangeClosed(1, head)
                        .mapToObj(ScriptedHub::entry)
                        .forEach(entry));
    }
}
