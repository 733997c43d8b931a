// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a node and the other members of its cluster really reach each other over the event bus, whatever the
 * cluster's own tables say. Each node says every second whom it hears; a member counts as cut off when nothing was
 * heard of it, or it did not hear us, for longer than the patience. Then one has to leave and come back as a new
 * node: the one that is cut off from most; between equals the side without the smallest id, and the other if that
 * did not help. For a single member nobody leaves whom nobody else hears either: that would not help.
 *
 * <p>A member that never got through is a stranger. A node is settled once it has met everybody, or more than half and
 * the rest are heard by nobody, or hear nobody. From then on strangers are no concern of it, unless they are so many
 * and for so long that it must be the one that is not heard. Times are milliseconds of any clock that only goes
 * forward.
 */
final class Hearing {
    private static final int PATIENCES_OF_A_MINORITY = 5; // longer than any newcomer waits

    private final String self;
    private final long patienceMillis;
    private final Map<String, Word> words = new HashMap<>();
    private boolean settled;
    private long amongMostAt;

    /**
     * When a member was heard last, and when it last said that it hears us; before either: when it became a member.
     *
     * @param heard whether it ever was
     * @param heardUs whether it ever said so
     * @param hears whom it said that it hears
     */
    private record Word(long heardAt, long heardUsAt, boolean heard, boolean heardUs, Set<String> hears) {
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
        words.put(node, new Word(now, us ? now : before.heardUsAt(), true, us || before.heardUs(), Set.copyOf(hears)));
        return !before.heard();
    }

    /** These are the members now, this node among them. */
    void members(Collection<String> members, long now) {
        words.keySet().retainAll(members);
        members.stream()
                .filter(member -> !member.equals(self))
                .forEach(member -> words.putIfAbsent(member, new Word(now, now, false, false, Set.of())));
    }

    /** Those heard of within the patience. */
    List<String> hears(long now) {
        return words.entrySet().stream()
                .filter(word -> isHeard(word.getValue(), now))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isHeard(Word word, long now) {
        return word.heard() && now - word.heardAt() <= patienceMillis;
    }

    /** Whether this node and the members that are to be met have heard each other; once so, it stays so. */
    boolean isSettled(long now) {
        settled = settled || concerns(now).values().stream().noneMatch(Word::isStranger);
        return settled;
    }

    /** The members from which this node is cut off, when it is the one that has to leave; else none. */
    List<String> reasonsToLeave(long now) {
        if (!settled || 2 * withThisNode(now) >= members()) {
            amongMostAt = now;
        }
        return now - amongMostAt > PATIENCES_OF_A_MINORITY * patienceMillis
                ? List.copyOf(words.keySet())
                : reasonsToLeave(concerns(now), now);
    }

    private List<String> reasonsToLeave(Map<String, Word> concerns, long now) {
        List<String> cutOff = concerns.entrySet().stream()
                .filter(word -> word.getValue().silent(now) > patienceMillis)
                .map(Map.Entry::getKey)
                .toList();
        int all = concerns.size() + 1;
        boolean half = cutOff.size() * 2 >= all;
        boolean first = cutOff.size() * 2 > all || (half && cutOff.contains(smallest(concerns)));
        return cutOff.stream()
                .filter(member -> half || isInTouch(member, now))
                .filter(member -> {
                    boolean second = half || self.compareTo(member) > 0;
                    double patiences = first ? 1 : second ? 2.5 : 4; // one notices up to one patience after the other
                    return concerns.get(member).silent(now) > patienceMillis * patiences;
                })
                .toList();
    }

    private Map<String, Word> concerns(long now) {
        boolean amongMost = 2 * withThisNode(now) > members();
        Map<String, Word> concerns = new HashMap<>(words);
        concerns.entrySet()
                .removeIf(word ->
                        word.getValue().isStranger() && (settled || (amongMost && !isInTouch(word.getKey(), now))));
        return concerns;
    }

    private int members() {
        return words.size() + 1;
    }

    /** How many hear each other with this node, and itself. */
    private int withThisNode(long now) {
        return 1
                + (int) words.values().stream()
                        .filter(word -> !word.isStranger() && word.silent(now) <= patienceMillis)
                        .count();
    }

    /** Whether it hears somebody, as far as we know, and somebody else hears it. */
    private boolean isInTouch(String member, long now) {
        Word word = words.get(member);
        boolean deaf = isHeard(word, now) && word.hears().isEmpty();
        return !deaf
                && words.values().stream()
                        .anyMatch(other -> isHeard(other, now) && other.hears().contains(member));
    }

    private String smallest(Map<String, Word> concerns) {
        return Stream.concat(Stream.of(self), concerns.keySet().stream())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
