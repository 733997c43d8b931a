// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.chaos.record.EntryFingerprints;
import dev.hubbub.chaos.record.ReceiveLog;
import dev.hubbub.chaos.record.Recording;
import dev.hubbub.chaos.record.SendLog;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A correct recording passes; each seeded violation is found under its name, as often as it occurs. */
final class DeliveryChecksTest {
    private static final RoomId ROOM = new RoomId("kitchen");

    private final Recording recording = new Recording();
    private final SendLog ann = recording.addSender("ann", ROOM, 20);
    private final ReceiveLog bob = recording.addReader("bob", ROOM);
    private final List<JsonObject> history = new ArrayList<>();

    @Test
    void correctRunHasNoFindings() {
        sayAndStore(5);
        bob.subscribed(2);
        got(3, 5);
        assertThat(check().isEmpty()).isTrue();
    }

    @Test
    void ackedMessageThatIsNotStoredIsLost() {
        sayAndStore(2);
        acked(2, 3);
        assertFound(Violation.ACKED_LOST, 1);
    }

    @Test
    void ackedMessageUnderAnotherSeqIsLost() {
        say(0);
        ann.acked(0, 7, "now", 2);
        store(1, 0, ann.text(0));
        assertThat(check().count(Violation.ACKED_LOST)).isEqualTo(1);
    }

    @Test
    void ackedMessageWithAnotherTextIsLost() {
        acked(0, 1);
        store(1, 0, "something else");
        assertFound(Violation.ACKED_LOST, 1);
    }

    @Test
    void storedMessageWithoutAnAckIsUnansweredOnly() {
        say(0);
        store(1, 0, ann.text(0));
        assertFound(Violation.UNANSWERED, 1);
    }

    @Test
    void clientIdTwiceInTheHistoryIsADuplicate() {
        sayAndStore(2);
        store(3, 1, ann.text(1));
        assertFound(Violation.DUPLICATE, 1);
    }

    @Test
    void seqTwiceInTheHistoryIsADuplicate() {
        sayAndStore(2);
        history.add(entry(2, "zoe-1", "else"));
        assertFound(Violation.DUPLICATE, 1);
    }

    @Test
    void missingSeqInTheHistoryIsAGap() {
        history.add(entry(1, "zoe-1", "one"));
        history.add(entry(4, "zoe-2", "four"));
        assertFound(Violation.GAP, 2);
    }

    @Test
    void entryThatASubscriberGotTwiceIsADuplicate() {
        sayAndStore(5);
        bob.subscribed(0);
        got(1, 3);
        got(2, 5);
        assertFound(Violation.DUPLICATE, 2);
    }

    @Test
    void entriesThatASubscriberNeverGotAreAGap() {
        sayAndStore(9);
        bob.subscribed(0);
        got(1, 3);
        got(6, 9);
        assertFound(Violation.GAP, 2);
    }

    @Test
    void missingLastEntriesAreAGap() {
        sayAndStore(5);
        bob.subscribed(0);
        got(1, 3);
        assertFound(Violation.GAP, 2);
    }

    @Test
    void subscriberThatGotNothingHasAGap() {
        sayAndStore(5);
        bob.subscribed(4);
        assertFound(Violation.GAP, 1);
    }

    @Test
    void subscribingAgainAfterALeaveIsNoGap() {
        sayAndStore(9);
        bob.subscribed(0);
        got(1, 3);
        bob.subscribed(6);
        got(7, 9);
        assertThat(check().isEmpty()).isTrue();
    }

    @Test
    void smallerSeqAfterALargerOneIsAnOrderViolation() {
        sayAndStore(5);
        bob.subscribed(0);
        got(1, 2);
        got(4, 5);
        got(3, 3);
        assertFound(Violation.ORDER, 1);
    }

    @Test
    void subscribersWithDifferentContentAreAnOrderViolation() {
        sayAndStore(1);
        recording.fingerprints().observed(ROOM, 1, EntryFingerprints.fingerprint(history.get(0)), "bob");
        recording.fingerprints().observed(ROOM, 1, 99, "carl");
        assertFound(Violation.ORDER, 1);
    }

    @Test
    void contentThatDiffersFromTheHistoryIsAnOrderViolation() {
        sayAndStore(1);
        recording.fingerprints().observed(ROOM, 1, 99, "bob");
        assertFound(Violation.ORDER, 1);
    }

    @Test
    void messageSentAfterAnAckMustHaveALargerSeq() {
        ann.add(1);
        ann.add(1);
        ann.sent(0, 10);
        ann.acked(0, 2, "then", 20);
        ann.sent(1, 30);
        ann.acked(1, 1, "then", 40);
        store(1, 1, ann.text(1));
        store(2, 0, ann.text(0));
        assertFound(Violation.ORDER, 1);
    }

    @Test
    void messagesInFlightTogetherMayBeReordered() {
        ann.add(1);
        ann.add(1);
        ann.sent(0, 10);
        ann.sent(1, 15);
        ann.acked(0, 2, "then", 20);
        ann.acked(1, 1, "then", 40);
        store(1, 1, ann.text(1));
        store(2, 0, ann.text(0));
        assertThat(check().isEmpty()).isTrue();
    }

    @Test
    void secondAckThatDiffersIsAMismatch() {
        sayAndStore(2);
        ann.acked(0, 9, "then", 99);
        ann.acked(1, 2, "later", 99);
        ann.acked(1, 2, "then", 99);
        assertFound(Violation.ACK_MISMATCH, 2);
    }

    @Test
    void refusalIsFound() {
        recording.refused("ann may not join: FORBIDDEN");
        assertFound(Violation.REFUSED, 1);
    }

    @Test
    void resetAheadOfTheHubIsAckedLost() {
        sayAndStore(1);
        bob.subscribed(0);
        got(1, 1);
        bob.reset(0, "ahead");
        assertFound(Violation.ACKED_LOST, 1);
    }

    @Test
    void resetThatIsRepairedFromTheHistoryIsNoFinding() {
        sayAndStore(4);
        bob.subscribed(0);
        got(1, 1);
        bob.reset(3, "too-far");
        got(2, 4);
        assertThat(check().isEmpty()).isTrue();
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
            acked(number, number + 1);
            store(number + 1, number, ann.text(number));
        }
    }

    private void say(int number) {
        assertThat(ann.add(number)).isEqualTo(number);
        ann.sent(number, 10L * number + 1);
    }

    private void acked(int number, long seq) {
        say(number);
        ann.acked(number, seq, "then", 10L * number + 5);
    }

    private void store(long seq, int number, String text) {
        history.add(entry(seq, ann.clientId(number), text));
    }

    private static JsonObject entry(long seq, String clientId, String text) {
        return new JsonObject()
                .put("event", "message")
                .put("seq", seq)
                .put("sender", "ann")
                .put("clientId", clientId)
                .put("text", text);
    }

    private void got(long from, long to) {
        LongStream.rangeClosed(from, to).forEach(bob::received);
    }
}
