// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.config;

import java.util.List;

/**
 * The keys {@code moderation.words.*}.
 *
 * @param on whether words are looked for, default false
 * @param lists of which words, default none. Where words of several lists are in a message, the one with the strongest action
 *     decides: {@code refuse}, then {@code hold}, then {@code mask}
 */
public record WordsConfig(Boolean on, List<WordListConfig> lists) {
    /** Nothing is looked for. */
    public static final WordsConfig OFF = new WordsConfig(false, List.of());

    private static final int MOST_LISTS = 8;

    public WordsConfig {
        on = on == null ? Boolean.FALSE : on;
        lists = lists == null ? List.of() : List.copyOf(lists);
        if (lists.size() > MOST_LISTS) {
            throw new IllegalArgumentException(
                    WordListConfig.KEY + lists.size() + " (expected: at most " + MOST_LISTS + ")");
        }
        if (on && lists.isEmpty()) {
            throw new IllegalArgumentException(WordListConfig.KEY + "none (expected: one with moderation.words.on)");
        }
    }
}
