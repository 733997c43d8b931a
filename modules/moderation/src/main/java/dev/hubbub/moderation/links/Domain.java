// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.links;

import dev.hubbub.moderation.text.TokenType;
import dev.hubbub.moderation.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The name of a host in a text: labels with dots between them.
 *
 * @param labels where each label begins and ends, in tokens
 */
public record Domain(Tokens tokens, List<Label> labels) {
    private static final int MOST_LABELS = 8;
    private static final int MOST_PARTS = 16;
    private static final int LONGEST_LABEL = 63;
    private static final Set<String> DOTS =
            Set.of("dot", "точка", "тчк", "punkt", "punto", "ponto", "point", "kropka", "nokta", "крапка");

    private static final Set<String> ENDINGS = Set.of("com", "org", "ru");

    /**
     * @param to the token after it
     * @param isSpelled whether the dot before it is a word, in brackets, or has spaces beside it
     */
    record Label(int from, int to, boolean isSpelled) {}

    /** The name that begins at a token; absent (null) where it is no label. {@code spelled}: dots may be words, too. */
    public static @Nullable Domain read(Tokens tokens, int at, boolean spelled) {
        List<Label> labels = new ArrayList<>();
        int from = at;
        boolean isSpelled = false;
        while (from >= 0 && labels.size() < MOST_LABELS) {
            int to = label(tokens, from);
            if (to == from) {
                break;
            }
            labels.add(new Label(from, to, isSpelled));
            isSpelled = !(isDot(tokens, to) && label(tokens, to + 1) > to + 1);
            from = isSpelled ? spelled ? afterSpelledDot(tokens, to) : -1 : to + 1;
        }
        return labels.isEmpty() ? null : new Domain(tokens, List.copyOf(labels));
    }

    private static boolean isDot(Tokens tokens, int token) {
        return tokens.isMark(token, '.') || tokens.isMark(token, '\u3002');
    }

    /** The token after the label that begins at one; the same token where it is none. */
    private static int label(Tokens tokens, int at) {
        int to = at;
        int length = 0;
        while (to - at < MOST_PARTS && isLabelPart(tokens, to)) {
            length += tokens.length(to);
            to++;
        }
        return length > LONGEST_LABEL || (to > at && tokens.isMark(at, '-')) ? at : to;
    }

    private static boolean isLabelPart(Tokens tokens, int token) {
        TokenType type = tokens.typeOf(token);
        return type == TokenType.WORD || type == TokenType.DIGITS || tokens.isMark(token, '-');
    }

    /** The token after a dot that is a word, stands in brackets, or has spaces beside it; -1 where there is none. */
    private static int afterSpelledDot(Tokens tokens, int token) {
        int at = skipSpace(tokens, token);
        boolean open = tokens.isMark(at, '(') || tokens.isMark(at, '[') || tokens.isMark(at, '{');
        at = open ? skipSpace(tokens, at + 1) : at;
        boolean isWord = at > token && DOTS.contains(tokens.word(at));
        if (!isWord && !(isDot(tokens, at) && (open || isApart(tokens, token, at)))) {
            return -1;
        }
        at++;
        if (open) {
            at = skipSpace(tokens, at);
            if (!tokens.isMark(at, ')') && !tokens.isMark(at, ']') && !tokens.isMark(at, '}')) {
                return -1;
            }
            at++;
        }
        return skipSpace(tokens, at);
    }

    /** Whether a dot has spaces on both sides, or one before it and a word behind it that follows no other dot. */
    private static boolean isApart(Tokens tokens, int before, int dot) {
        return dot > before
                && (tokens.typeOf(dot + 1) == TokenType.SPACE || ENDINGS.contains(tokens.latinWord(dot + 1)));
    }

    private static int skipSpace(Tokens tokens, int token) {
        return tokens.typeOf(token) == TokenType.SPACE ? token + 1 : token;
    }

    /** The longest beginning of at least two labels that ends with a top-level domain; absent (null): none does. */
    public @Nullable Domain known() {
        for (int count = labels.size(); count >= 2; count--) {
            Domain first = new Domain(tokens, labels.subList(0, count));
            if (TopLevelDomains.isKnown(first.top())) {
                return first;
            }
        }
        return null;
    }

    /** The last label, with Latin letters for those that look the same where only so it is a top-level domain. */
    public String top() {
        Label last = labels.get(labels.size() - 1);
        if (last.to() != last.from() + 1) {
            return "";
        }
        String word = tokens.word(last.from());
        return TopLevelDomains.isKnown(word) ? word : tokens.latinWord(last.from());
    }

    /** Whether the last label begins like a sentence: upper case, and the one before it not. */
    boolean endsLikeSentence() {
        Label last = labels.get(labels.size() - 1);
        Label before = labels.get(labels.size() - 2);
        int first = tokens.original(last.from(), last.to()).codePointAt(0);
        String other = tokens.original(before.from(), before.to());
        return Character.isUpperCase(first) && !other.equals(other.toUpperCase(Locale.ROOT));
    }

    /** Whether a dot is a word, in brackets, or has spaces beside it. */
    public boolean isSpelled() {
        return labels.stream().skip(1).anyMatch(Label::isSpelled);
    }

    /** The first token. */
    public int from() {
        return labels.get(0).from();
    }

    /** The token after the last one. */
    public int to() {
        return labels.get(labels.size() - 1).to();
    }

    /** The first label as it was folded. */
    String first() {
        return tokens.word(labels.get(0).from());
    }

    /** The name with plain dots. */
    String name() {
        return String.join(
                ".",
                labels.stream()
                        .map(label -> tokens.original(label.from(), label.to()))
                        .toList());
    }
}
