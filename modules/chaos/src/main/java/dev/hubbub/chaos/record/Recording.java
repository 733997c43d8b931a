// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.record;

import dev.hubbub.contract.value.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the clients of one event loop recorded. */
public final class Recording {
    private static final int MAX_REFUSALS = 1_000;

    private final List<SendLog> sendLogs = new ArrayList<>();
    private final List<ReceiveLog> receiveLogs = new ArrayList<>();
    private final List<Outage> outages = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final Map<Integer, Integer> closeCodes = new TreeMap<>();
    private final EntryFingerprints fingerprints = new EntryFingerprints();
    private long resentMessages;

    /** Adds a sender whose texts have this length. */
    public SendLog addSender(String name, RoomId room, int bytes) {
        SendLog sendLog = new SendLog(name, room, bytes);
        sendLogs.add(sendLog);
        return sendLog;
    }

    /** Adds a subscriber. */
    public ReceiveLog addReader(String name, RoomId room) {
        ReceiveLog receiveLog = new ReceiveLog(name, room);
        receiveLogs.add(receiveLog);
        return receiveLog;
    }

    /** A client is connected again. */
    public void outageEnded(Outage outage) {
        outages.add(outage);
    }

    /** A socket ended with this code. */
    public void socketClosed(int code) {
        closeCodes.merge(code, 1, Integer::sum);
    }

    /** The hub refused a valid request with a final error. */
    public void refused(String what) {
        if (refusals.size() < MAX_REFUSALS) {
            refusals.add(what);
        }
    }

    /** A message was sent again. */
    public void messageResent() {
        resentMessages++;
    }

    /** The content of the entries that clients received. */
    public EntryFingerprints fingerprints() {
        return fingerprints;
    }

    /** The logs of all senders. */
    public List<SendLog> sendLogs() {
        return List.copyOf(sendLogs);
    }

    /** The logs of all subscribers. */
    public List<ReceiveLog> receiveLogs() {
        return List.copyOf(receiveLogs);
    }

    /** All outages that have ended. */
    public List<Outage> outages() {
        return List.copyOf(outages);
    }

    /** All refusals. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** The number of closed sockets by close code. */
    public Map<Integer, Integer> closeCodes() {
        return Map.copyOf(closeCodes);
    }

    /** The number of messages sent again. */
    public long resentMessages() {
        return resentMessages;
    }
}
