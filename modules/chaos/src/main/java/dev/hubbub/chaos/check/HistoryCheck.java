// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.check;

import dev.hubbub.chaos.record.ChangeLog;
import dev.hubbub.chaos.record.EntryFingerprints;
import dev.hubbub.chaos.record.Recording;
import dev.hubbub.chaos.record.SendLog;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.json.JsonObject;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the history of a room: no gap, each message once, all acked messages, the content that clients received. */
final class HistoryCheck {
    private final RoomId room;
    private final Findings findings;
    private final List<EntryFingerprints> observations;
    private final Map<String, Sent> sent = new HashMap<>();
    private final Set<String> clientIds = new HashSet<>();
    private final Set<Long> tombstones = new HashSet<>();
    private final Map<Long, Long> editedTexts = new HashMap<>();
    private long head;

    /** @param stored the numbers of the messages that are in the history */
    private record Sent(SendLog log, BitSet stored) {}

    HistoryCheck(RoomId room, List<Recording> recordings, Findings findings) {
        this.room = room;
        this.findings = findings;
        this.observations = recordings.stream().map(Recording::fingerprints).toList();
        recordings.stream()
                .flatMap(recording -> recording.sendLogs().stream())
                .filter(log -> log.room().equals(room))
                .forEach(log -> sent.put(log.sender(), new Sent(log, new BitSet())));
    }

    void check(JsonObject entry) {
        long seq = entry.getLong("seq");
        if (seq > head + 1) {
            findings.found(Violation.GAP, seq - head - 1, "the history of " + room + " lacks " + (head + 1));
        } else if (seq <= head) {
            findings.found(Violation.DUPLICATE, "the history of " + room + " has " + seq + " twice");
        }
        head = Math.max(head, seq);
        checkContent(seq, entry);
        if (entry.containsKey("deleted")) {
            tombstones.add(seq);
        } else if ("edited".equals(entry.getString("event")) && entry.containsKey("text")) {
            editedTexts.put(seq, entry.getLong("target"));
        }
        if (entry.getString("clientId") != null) {
            checkMessage(seq, entry);
        }
    }

    /** Call it after the last entry; returns the head of the room. */
    long finish() {
        sent.values().forEach(each -> {
            SendLog log = each.log();
            for (int number = 0; number < log.size(); number++) {
                if (log.isAcked(number) && !each.stored().get(number)) {
                    findings.found(
                            Violation.ACKED_LOST,
                            log.clientId(number) + " was acked as " + log.seq(number) + " of " + room);
                }
            }
        });
        editedTexts.forEach((seq, target) -> {
            if (tombstones.contains(target)) {
                findings.found(
                        Violation.CHANGE_LOST,
                        "the edit " + seq + " of " + room + " says what " + target + " said before it was deleted");
            }
        });
        return head;
    }

    private void checkContent(long seq, JsonObject entry) {
        long expected = EntryFingerprints.fingerprint(entry);
        for (EntryFingerprints fingerprints : observations) {
            long observed = fingerprints.get(room, seq);
            if (observed != 0 && !EntryFingerprints.isSame(observed, expected)) {
                findings.found(
                        Violation.ORDER,
                        "subscribers saw something else at " + seq + " of " + room + " than is stored");
            }
        }
    }

    private void checkMessage(long seq, JsonObject entry) {
        String clientId = entry.getString("clientId");
        if (!clientIds.add(entry.getString("sender") + " " + clientId)) {
            findings.found(Violation.DUPLICATE, clientId + " stands twice in the history of " + room);
        }
        Sent by = sent.get(clientId.substring(0, Math.max(0, clientId.lastIndexOf('-'))));
        if (by == null) {
            return;
        }
        SendLog log = by.log();
        int number = log.number(clientId);
        if (number < 0 || log.seq(number) != seq) {
            return;
        }
        String first = log.text(number);
        String text = entry.getString("text");
        boolean isDeleted = entry.containsKey("deleted");
        if (log.changes().allows(number, first, text, isDeleted)) {
            by.stored().set(number);
        } else if (isDeleted || first.equals(text) || ChangeLog.edited(first).equals(text)) {
            by.stored().set(number);
            findings.found(
                    Violation.CHANGE_LOST,
                    clientId + " at " + seq + " of " + room + (isDeleted ? " is deleted" : " says " + text));
        }
    }
}
