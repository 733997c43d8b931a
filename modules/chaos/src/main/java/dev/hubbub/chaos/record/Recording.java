// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.record;

import dev.hubbub.contract.value.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that the clients of one event loop recorded. */
public final class Recording {
    private static final int MAX_REFUSALS = 1_000;

    private final List<SendLog> sends = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();
    private final List<Outage> outages = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final Map<Integer, Integer> closes = new TreeMap<>();
    private final Contents contents = new Contents();
    private long repeats;

    /** A sender, its messages of this length. */
    public SendLog sender(String name, RoomId room, int bytes) {
        SendLog log = new SendLog(name, room, bytes);
        sends.add(log);
        return log;
    }

    /** A subscriber. */
    public Reading reader(String name, RoomId room) {
        Reading reading = new Reading(name, room);
        readings.add(reading);
        return reading;
    }

    /** A client came back. */
    public void outage(Outage outage) {
        outages.add(outage);
    }

    /** A socket ended with this code. */
    public void closed(int code) {
        closes.merge(code, 1, Integer::sum);
    }

    /** The hub refused what it should have done, for good. */
    public void refused(String what) {
        if (refusals.size() < MAX_REFUSALS) {
            refusals.add(what);
        }
    }

    /** A message was sent again. */
    public void repeated() {
        repeats++;
    }

    /** What was seen under each seq. */
    public Contents contents() {
        return contents;
    }

    /** All senders. */
    public List<SendLog> sends() {
        return List.copyOf(sends);
    }

    /** All subscribers. */
    public List<Reading> readings() {
        return List.copyOf(readings);
    }

    /** All outages that have ended. */
    public List<Outage> outages() {
        return List.copyOf(outages);
    }

    /** All refusals. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** How many sockets ended, by close code. */
    public Map<Integer, Integer> closes() {
        return Map.copyOf(closes);
    }

    /** How many messages were sent again. */
    public long repeats() {
        return repeats;
    }
}
