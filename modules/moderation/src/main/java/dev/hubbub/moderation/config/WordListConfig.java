// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of words, one of {@code moderation.words.lists}.
 *
 * @param action what is done with a message in which one of them is, default {@code mask}
 * @param words words, or several words with a space between them
 * @param file a text with one of them a line; lines that begin with {@code #} are remarks
 * @param leet whether digits and signs count as the letters that they look like, default false
 */
public record WordListConfig(StageAction action, List<String> words, @Nullable String file, Boolean leet) {
    static final String KEY = "moderation.words.lists: ";

    public WordListConfig {
        action = action == null ? StageAction.MASK : action;
        words = words == null ? List.of() : List.copyOf(words);
        leet = leet == null ? Boolean.FALSE : leet;
        if (words.isEmpty() && (file == null || file.isBlank())) {
            throw new IllegalArgumentException(KEY + "a list without words and file (expected: one of them)");
        }
    }
}
