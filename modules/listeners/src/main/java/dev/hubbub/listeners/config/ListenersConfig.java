// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners.config;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.listeners.Listeners;
import dev.hubbub.contract.value.Check;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who is sent what is stored.
 *
 * @param named the listeners, default none; the same on every node
 * @param maxPending how many entries of a listener may wait for answers on a node, each of another room, default 16
 * @param answerMillis how long an answer may take, default 5,000
 * @param pauseMillis the longest pause while a listener does not answer, default 10,000
 * @param compareMillis how often positions are compared with the store, up to 5,000 rooms at a time, default 2,000
 */
public record ListenersConfig(
        List<Named> named, Integer maxPending, Integer answerMillis, Integer pauseMillis, Integer compareMillis) {
    private static final String KEY = "listeners.";
    private static final int MAX_LISTENERS = 32;
    private static final int MAX_EVENTS = 32;
    private static final int MAX_EVENT = 64;
    private static final int MINUTE = 60_000;

    public ListenersConfig {
        named = named == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(named));
        checkAll(named);
        maxPending = within(1, 1_000, "maxPending", maxPending, 16);
        answerMillis = within(1, MINUTE, "answerMillis", answerMillis, 5_000);
        pauseMillis = within(1, 10 * MINUTE, "pauseMillis", pauseMillis, 10_000);
        compareMillis = within(10, 10 * MINUTE, "compareMillis", compareMillis, 2_000);
    }

    private static Integer within(int least, int most, String field, Integer value, int preset) {
        Integer given = value == null ? Integer.valueOf(preset) : value;
        Check.range(KEY + field, given, least, most);
        return given;
    }

    private static void checkAll(List<Named> named) {
        Check.range(KEY + "named", named.size(), 0, MAX_LISTENERS);
        Set<String> seen = new HashSet<>();
        for (int index = 0; index < named.size(); index++) {
            String key = KEY + "named[" + index + "]";
            Named listener = Check.present(key, named.get(index));
            Listeners.checkName(key + ".name", listener.name);
            if (!seen.add(listener.name)) {
                throw new IllegalArgumentException(key + ".name: " + listener.name + " (expected: each name once)");
            }
            Check.range(key + ".events", listener.events.size(), 0, MAX_EVENTS);
            listener.events.forEach(event -> Check.printable(key + ".events", event, MAX_EVENT));
        }
    }

    /** With which entries a listener begins. */
    public enum From {
        /** With those that are stored once the hub knows the listener. */
        NOW,
        /** With the first of each room. */
        START;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A listener.
     *
     * @param name what its address ends with, and what its positions are kept under
     * @param events the kinds of entries that it is sent, such as {@code message}; absent or empty: all
     * @param from where it begins when it is new, default {@link From#NOW}
     */
    public record Named(String name, List<String> events, From from) {
        public Named {
            events = events == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(events));
            from = from == null ? From.NOW : from;
        }

        /** Whether it is sent entries of this kind. */
        public boolean hears(String event) {
            return events.isEmpty() || events.contains(event);
        }

        /** Where it is sent them. */
        public String address() {
            return Listeners.address(name);
        }
    }
}
