// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.check;

import dev.hubbub.chaos.record.Recording;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs every check over all recordings and the history of each room. */
public final class DeliveryChecks {
    /** The history of a room, in the order in which the hub returns it. */
    public interface HistorySource {
        /** Calls {@code entry} for each entry. */
        void forEachEntry(RoomId room, Consumer<JsonObject> entry);
    }

    /** Returns all findings. Reads each room once. */
    public static Findings all(List<Recording> recordings, List<RoomId> rooms, HistorySource history) {
        Findings findings = new Findings();
        Map<RoomId, Long> heads = new HashMap<>();
        for (RoomId room : rooms) {
            HistoryCheck check = new HistoryCheck(room, recordings, findings);
            history.forEachEntry(room, check::check);
            heads.put(room, check.finish());
        }
        for (Recording recording : recordings) {
            recording.sendLogs().forEach(log -> SendCheck.check(log, findings));
            recording.receiveLogs().forEach(log -> new ReceiveCheck(log, findings)
                    .check(heads.getOrDefault(log.room(), 0L)));
            recording.fingerprints().conflicts().forEach(what -> findings.found(Violation.ORDER, what));
            recording.refusals().forEach(what -> findings.found(Violation.REFUSED, what));
        }
        return findings;
    }

    private DeliveryChecks() {}
}
