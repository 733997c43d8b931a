// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.chaos.record.ChangeLog;
import dev.hubbub.chaos.record.EntryFingerprints;
import dev.hubbub.chaos.record.Recording;
import dev.hubbub.chaos.record.SendLog;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that are edited and deleted look as their changes say, and are the same message to all subscribers. */
final class ChangeChecksTest {
    private static final RoomId ROOM = new RoomId("kitchen");

    private final Recording recording = new Recording();
    private final SendLog ann = recording.addSender("ann", ROOM, 20);
    private final List<JsonObject> history = new ArrayList<>();

    @Test
    void messagesMayLookAsTheirChangesSay() {
        sayAndStore(4);
        edit(0, true);
        history.get(0).put("text", ChangeLog.edited(ann.text(0)));
        delete(1, true);
        tombstone(1);
        edit(2, false);
        delete(3, false);
        history.add(new JsonObject().put("event", "edited").put("seq", 5).put("target", 2));
        Findings findings = check();
        assertThat(findings.count(Violation.CHANGE_LOST)).isZero();
        assertThat(findings.count(Violation.ACKED_LOST)).isZero();
        assertThat(findings.count(Violation.UNANSWERED))
                .as("changes without an ack")
                .isEqualTo(2);
    }

    @Test
    void ackedEditThatIsNotShownIsLost() {
        sayAndStore(1);
        edit(0, true);
        assertFound(Violation.CHANGE_LOST, 1);
    }

    @Test
    void deletedMessageThatStillSaysSomethingIsLost() {
        sayAndStore(2);
        delete(0, true);
        edit(1, true);
        delete(1, true);
        history.get(1).put("text", ChangeLog.edited(ann.text(1)));
        assertFound(Violation.CHANGE_LOST, 2);
    }

    @Test
    void deletionThatWasNotAskedForIsFound() {
        sayAndStore(1);
        tombstone(0);
        assertFound(Violation.CHANGE_LOST, 1);
    }

    @Test
    void editThatSaysWhatADeletedMessageSaidIsFound() {
        sayAndStore(1);
        delete(0, true);
        tombstone(0);
        history.add(new JsonObject()
                .put("event", "edited")
                .put("seq", 2)
                .put("target", 1)
                .put("text", ChangeLog.edited(ann.text(0))));
        assertFound(Violation.CHANGE_LOST, 1);
    }

    @Test
    void subscribersMaySeeAMessageBeforeAndAfterItsChanges() {
        sayAndStore(1);
        JsonObject first = history.get(0).copy();
        edit(0, true);
        delete(0, true);
        tombstone(0);
        observed("bob", history.get(0));
        observed("carl", first);
        observed("dora", first.copy().put("text", ChangeLog.edited(ann.text(0))));
        assertThat(check().isEmpty()).isTrue();
        observed("eve", first.copy().put("text", "something else"));
        assertFound(Violation.ORDER, 1);
    }

    private void observed(String subscriber, JsonObject entry) {
        recording.fingerprints().observed(ROOM, 1, EntryFingerprints.fingerprint(entry), subscriber);
    }

    private void edit(int number, boolean isAcked) {
        change(number, ChangeLog.Kind.EDIT, isAcked);
    }

    private void delete(int number, boolean isAcked) {
        change(number, ChangeLog.Kind.DELETE, isAcked);
    }

    private void change(int number, ChangeLog.Kind kind, boolean isAcked) {
        ann.changes().ask(number, kind);
        if (isAcked) {
            ann.changes().acked(number, kind);
        }
    }

    private void tombstone(int number) {
        history.get(number).remove("text");
        history.get(number).put("deleted", new JsonObject().put("seq", 9));
    }

    private Findings check() {
        return DeliveryChecks.all(List.of(recording), List.of(ROOM), (room, entry) -> history.forEach(entry));
    }

    private void assertFound(Violation violation, long times) {
        Findings findings = check();
        assertThat(findings.count(violation)).isEqualTo(times);
        assertThat(findings.examples()).isNotEmpty().allMatch(example -> example.startsWith(violation + ": "));
    }

    private void sayAndStore(int messages) {
        for (int number = 0; number < messages; number++) {
            ann.add(number);
            ann.sent(number, 10L * number + 1);
            ann.acked(number, number + 1, "then", 10L * number + 5);
            history.add(new JsonObject()
                    .put("event", "message")
                    .put("seq", number + 1)
                    .put("sender", "ann")
                    .put("clientId", ann.clientId(number))
                    .put("text", ann.text(number)));
        }
    }
}
