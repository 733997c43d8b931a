// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.check;

import dev.hubbub.chaos.record.Recording;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Every check, over all recordings and the history of each room. */
public final class Checks {
    /** Gives every entry of a room, in the order in which the hub gives them. */
    public interface History {
        /** Calls {@code entry} for each. */
        void read(RoomId room, Consumer<JsonObject> entry);
    }

    /** Looks at everything. Each room is read once. */
    public static Findings all(List<Recording> recordings, List<RoomId> rooms, History history) {
        Findings findings = new Findings();
        Map<RoomId, Long> heads = new HashMap<>();
        for (RoomId room : rooms) {
            HistoryCheck check = new HistoryCheck(room, recordings, findings);
            history.read(room, check::entry);
            heads.put(room, check.end());
        }
        for (Recording recording : recordings) {
            recording.sends().forEach(log -> SendCheck.check(log, findings));
            recording.readings().forEach(reading -> new ReadingCheck(reading, findings)
                    .check(heads.getOrDefault(reading.room(), 0L)));
            recording.contents().conflicts().forEach(what -> findings.found(Violation.ORDER, what));
            recording.refusals().forEach(what -> findings.found(Violation.REFUSED, what));
        }
        return findings;
    }

    private Checks() {}
}
