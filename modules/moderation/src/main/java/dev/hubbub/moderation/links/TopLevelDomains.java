// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.links;

import dev.hubbub.moderation.text.WordFile;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The top-level domains of the Internet. */
final class TopLevelDomains {
    private static final Set<String> ALL = WordFile.lines(TopLevelDomains.class, "top-level-domains.txt").stream()
            .flatMap(line -> Arrays.stream(line.split(" ", -1)))
            .collect(Collectors.toUnmodifiableSet());

    /** Those that are words, or the ends of names of files: with nothing else that speaks for a link they are none. */
    private static final Set<String> AMBIGUOUS = Set.of(
            "in", "is", "it", "me", "to", "no", "so", "at", "be", "my", "am", "do", "as", "by", "us", "ma", "la", "se",
            "si", "al", "md", "py", "rs", "sh", "zip", "mov", "ps", "cc", "id", "name", "call", "link", "now", "here",
            "today", "fun", "one", "you", "how", "like", "cool", "fast", "free", "help", "house", "love", "money",
            "news", "open", "page", "pay", "phone", "photo", "play", "room", "safe", "sale", "save", "show", "study",
            "team", "tips", "work", "world", "zero", "java", "ing", "foo", "bar", "box", "day", "date", "dog", "gift",
            "game", "golf", "luxe", "map", "mom", "new", "ooo", "radio", "run", "sex", "shoes", "ski", "soy", "style",
            "top", "town", "trade", "vet", "vote", "win", "wow");

    /** Those that people spell, as in "example dot com". */
    private static final Set<String> SPELLED = Set.of(
            "com", "net", "org", "info", "biz", "io", "co", "ru", "de", "fr", "es", "pl", "uk", "ua", "kz", "nl", "eu",
            "tr", "br", "cn", "jp", "app", "dev", "shop", "ком", "рф", "ру");

    /** @param label in lower case, in Unicode */
    static boolean isKnown(String label) {
        return ALL.contains(label);
    }

    static boolean isAmbiguous(String label) {
        return AMBIGUOUS.contains(label);
    }

    static boolean isSpelled(String label) {
        return SPELLED.contains(label);
    }

    private TopLevelDomains() {}
}
