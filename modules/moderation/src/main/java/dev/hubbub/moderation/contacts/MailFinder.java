// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.contacts;

import dev.hubbub.moderation.links.Domain;
import dev.hubbub.moderation.text.Span;
import dev.hubbub.moderation.text.TokenType;
import dev.hubbub.moderation.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds mail addresses, also those that people spell: {@code name (at) mail dot com}. */
final class MailFinder {
    private static final int LONGEST_NAME = 20;
    private static final int MOST_SPELLED_DOTS = 3;
    private static final String NAME_MARKS = "._-+%'";
    private static final Set<String> AT_WORDS = Set.of("at", "собака", "собачка", "arroba", "chiocciola", "malpa");
    private static final Set<String> DOT_WORDS = Set.of("dot", "точка", "punkt", "punto", "ponto", "point");

    /** So well known that people leave the rest of the address out. */
    private static final Set<String> PROVIDERS = Set.of(
            "gmail",
            "yandex",
            "hotmail",
            "outlook",
            "yahoo",
            "protonmail",
            "icloud",
            "gmx",
            "aol",
            "жмейл",
            "гмейл",
            "яндекс",
            "googlemail",
            "mailru",
            "rambler");

    private final Tokens tokens;
    private final List<Span> found = new ArrayList<>();

    /**
     * The sign between name and host.
     *
     * @param to the token after it
     * @param isWord whether it is a plain word, which needs a spelled host behind it
     */
    private record At(int from, int to, boolean isWord) {}

    private MailFinder(Tokens tokens) {
        this.tokens = tokens;
    }

    static List<Span> find(Tokens tokens) {
        MailFinder finder = new MailFinder(tokens);
        for (int at = 0; at < tokens.size(); at++) {
            At sign = finder.sign(at);
            if (sign != null) {
                finder.judge(sign);
            }
        }
        return finder.found;
    }

    /** The sign that begins at a token; absent (null) where none does. */
    private @Nullable At sign(int at) {
        if (tokens.isMark(at, '@')) {
            return new At(at, at + 1, false);
        }
        if (isOneOf(at, "([{<")) {
            int inside = skipSpace(at + 1);
            int close = skipSpace(inside + 1);
            boolean isSign = tokens.isMark(inside, '@')
                    || isAtWord(inside)
                    || tokens.word(inside).equals("a");
            return isSign && isOneOf(close, ")]}>") ? new At(at, close + 1, false) : null;
        }
        boolean isApart = tokens.typeOf(at - 1) == TokenType.SPACE && tokens.typeOf(at + 1) == TokenType.SPACE;
        return isApart && isAtWord(at) ? new At(at, at + 1, true) : null;
    }

    private boolean isAtWord(int token) {
        return AT_WORDS.contains(tokens.word(token)) || tokens.latinWord(token).equals("at");
    }

    private void judge(At sign) {
        int to = end(sign);
        int nameEnd = tokens.typeOf(sign.from() - 1) == TokenType.SPACE ? sign.from() - 1 : sign.from();
        int from = nameStart(nameEnd);
        if (to > 0 && from < nameEnd) {
            found.add(tokens.span(from, to));
        }
    }

    /** The token after the host; -1 where there is none. */
    private int end(At sign) {
        int host = skipSpace(sign.to());
        Domain read = Domain.read(tokens, host, true);
        Domain known = read == null ? null : read.known();
        if (known != null) {
            boolean isHost = !sign.isWord() || known.isSpelled();
            return isHost ? known.to() : -1;
        }
        boolean isProvider = PROVIDERS.contains(tokens.word(host)) || PROVIDERS.contains(tokens.latinWord(host));
        return isProvider && !sign.isWord() ? host + 1 : -1;
    }

    /** The first token of the name that ends before a token. */
    private int nameStart(int end) {
        int from = plainNameStart(end);
        for (int dots = 0; dots < MOST_SPELLED_DOTS && from < end; dots++) {
            boolean isSpelledDot = tokens.typeOf(from - 1) == TokenType.SPACE
                    && DOT_WORDS.contains(tokens.word(from - 2))
                    && tokens.typeOf(from - 3) == TokenType.SPACE;
            int before = isSpelledDot ? plainNameStart(from - 3) : from;
            if (!isSpelledDot || before == from - 3) {
                break;
            }
            from = before;
        }
        return from;
    }

    private int plainNameStart(int end) {
        int from = end;
        while (end - from < LONGEST_NAME && isNamePart(from - 1)) {
            from--;
        }
        while (from < end && tokens.typeOf(from) == TokenType.MARK) {
            from++;
        }
        return from;
    }

    private boolean isNamePart(int token) {
        TokenType type = tokens.typeOf(token);
        return type == TokenType.WORD || type == TokenType.DIGITS || isOneOf(token, NAME_MARKS);
    }

    private boolean isOneOf(int token, String marks) {
        return tokens.typeOf(token) == TokenType.MARK
                && marks.indexOf(tokens.text().point(tokens.from(token))) >= 0;
    }

    private int skipSpace(int token) {
        return tokens.typeOf(token) == TokenType.SPACE ? token + 1 : token;
    }
}
