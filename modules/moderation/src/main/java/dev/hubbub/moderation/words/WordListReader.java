// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.words;

import dev.hubbub.moderation.config.WordListConfig;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads lists of words; blocks. */
public final class WordListReader {
    private static final String KEY = "moderation.words.lists: ";
    private static final long MOST_BYTES = 4L << 20;

    /** @throws IllegalArgumentException when a file cannot be used */
    public static List<WordList> read(List<WordListConfig> lists) {
        return lists.stream().map(WordListReader::read).toList();
    }

    private static WordList read(WordListConfig list) {
        List<String> words = new ArrayList<>(list.words());
        if (list.file() != null) {
            words.addAll(lines(Path.of(list.file())));
        }
        return new WordList(list.action(), words, list.leet());
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalArgumentException(
                        KEY + file + " has more than " + MOST_BYTES + " bytes (expected: at most so many)");
            }
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(KEY + file + " is not UTF-8 (expected: a text in UTF-8)", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(KEY + file + " cannot be read (expected: a text in UTF-8)", e);
        }
    }

    private WordListReader() {}
}
