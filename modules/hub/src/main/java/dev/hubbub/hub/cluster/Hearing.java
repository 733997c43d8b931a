// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whether a node and the other members of its cluster really reach each other over the event bus, whatever the
 * cluster's own tables say. Each node says every second whom it hears; a member counts as cut off when nothing was
 * heard of it, or it did not hear us, for longer than the patience. Then one has to leave and come back as a new
 * node: the one that is cut off from most; between equals the side without the smallest id, and the other if that
 * did not help. Times are milliseconds of any clock that only goes forward.
 */
final class Hearing {
    private final String self;
    private final long patienceMillis;
    private final Map<String, Word> words = new HashMap<>();

    /** When a member was heard last, and when it last said that it hears us; first: when it became a member. */
    private record Word(long heardAt, long heardUsAt) {}

    Hearing(String self, long patienceMillis) {
        this.self = self;
        this.patienceMillis = patienceMillis;
    }

    /** A member said whom it hears. Others are no concern of ours. */
    void heard(String node, Collection<String> hears, long now) {
        words.computeIfPresent(
                node, (member, before) -> new Word(now, hears.contains(self) ? now : before.heardUsAt()));
    }

    /** These are the members now, this node among them. */
    void members(Collection<String> members, long now) {
        words.keySet().retainAll(members);
        members.stream()
                .filter(member -> !member.equals(self))
                .forEach(member -> words.putIfAbsent(member, new Word(now, now)));
    }

    /** Those heard of within the patience. */
    List<String> hears(long now) {
        return words.entrySet().stream()
                .filter(word -> now - word.getValue().heardAt() <= patienceMillis)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The members from which this node is cut off, when it is the one that has to leave; else none. */
    List<String> reasonsToLeave(long now) {
        List<String> reasons = new ArrayList<>();
        List<String> cutOff = cutOff(now);
        int all = words.size() + 1;
        boolean half = cutOff.size() * 2 >= all;
        boolean first = cutOff.size() * 2 > all || (half && cutOff.contains(smallest()));
        words.forEach((member, word) -> {
            long silent = now - Math.min(word.heardAt(), word.heardUsAt());
            boolean second = half || self.compareTo(member) > 0;
            if (silent > patienceMillis * (first ? 1 : second ? 2 : 3)) {
                reasons.add(member);
            }
        });
        return reasons;
    }

    private String smallest() {
        return Stream.concat(Stream.of(self), words.keySet().stream())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private List<String> cutOff(long now) {
        return words.entrySet().stream()
                .filter(word -> now
                                - Math.min(
                                        word.getValue().heardAt(),
                                        word.getValue().heardUsAt())
                        > patienceMillis)
                .map(Map.Entry::getKey)
                .toList();
    }
}
