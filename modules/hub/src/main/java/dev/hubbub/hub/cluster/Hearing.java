// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

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
    private boolean settled;

    /**
     * When a member was heard last, and when it last said that it hears us; before either: when it became a member.
     *
     * @param heard whether it ever was
     * @param heardUs whether it ever said so
     */
    private record Word(long heardAt, long heardUsAt, boolean heard, boolean heardUs) {
        boolean isStranger() {
            return !heard || !heardUs;
        }

        long silent(long now) {
            return now - Math.min(heardAt, heardUsAt);
        }
    }

    Hearing(String self, long patienceMillis) {
        this.self = self;
        this.patienceMillis = patienceMillis;
    }

    /** A member said whom it hears. Others are no concern of ours. Whether it was the first word of that member. */
    boolean heard(String node, Collection<String> hears, long now) {
        Word before = words.get(node);
        if (before == null) {
            return false;
        }
        boolean us = hears.contains(self);
        words.put(node, new Word(now, us ? now : before.heardUsAt(), true, us || before.heardUs()));
        return !before.heard();
    }

    /** Whether this node and all members have heard each other, each at some time; once so, it stays so. */
    boolean isSettled() {
        settled = settled || words.values().stream().noneMatch(Word::isStranger);
        return settled;
    }

    /** These are the members now, this node among them. */
    void members(Collection<String> members, long now) {
        words.keySet().retainAll(members);
        members.stream()
                .filter(member -> !member.equals(self))
                .forEach(member -> words.putIfAbsent(member, new Word(now, now, false, false)));
    }

    /** Those heard of within the patience. */
    List<String> hears(long now) {
        return words.entrySet().stream()
                .filter(word -> word.getValue().heard() && now - word.getValue().heardAt() <= patienceMillis)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * The members from which this node is cut off, when it is the one that has to leave; else none. A node that has met
     * everybody once does not leave for a newcomer that does not get through: that one gives up.
     */
    List<String> reasonsToLeave(long now) {
        Map<String, Word> known = known();
        List<String> cutOff = known.entrySet().stream()
                .filter(word -> word.getValue().silent(now) > patienceMillis)
                .map(Map.Entry::getKey)
                .toList();
        int all = known.size() + 1;
        boolean half = cutOff.size() * 2 >= all;
        boolean first = cutOff.size() * 2 > all || (half && cutOff.contains(smallest(known)));
        return cutOff.stream()
                .filter(member -> {
                    boolean second = half || self.compareTo(member) > 0;
                    return known.get(member).silent(now) > patienceMillis * (first ? 1 : second ? 2 : 3);
                })
                .toList();
    }

    private Map<String, Word> known() {
        Map<String, Word> known = new HashMap<>(words);
        if (settled) {
            known.values().removeIf(Word::isStranger);
        }
        return known;
    }

    private String smallest(Map<String, Word> known) {
        return Stream.concat(Stream.of(self), known.keySet().stream())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
