// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.contacts;

import dev.hubbub.moderation.text.Span;
import dev.hubbub.moderation.text.TokenType;
import dev.hubbub.moderation.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds names of users in other services: behind the name of a service, or, if that is asked for, behind an {@code @} alone. */
final class HandleFinder {
    private static final Set<String> SERVICES = Set.of(
            "telegram",
            "tg",
            "тг",
            "телега",
            "телеграм",
            "телеграмм",
            "whatsapp",
            "wa",
            "вотсап",
            "ватсап",
            "viber",
            "вайбер",
            "skype",
            "скаип",
            "wechat",
            "weixin",
            "微信",
            "insta",
            "instagram",
            "инста",
            "инстаграм",
            "ig",
            "snapchat",
            "snap",
            "discord",
            "дискорд",
            "kik",
            "facebook",
            "fb",
            "vk",
            "вк",
            "threema",
            "zalo",
            "kakao",
            "kakaotalk",
            "tiktok",
            "twitter",
            "icq",
            "qq",
            "line",
            "signal");

    /** Words like any other: only an {@code @} makes a service of them. */
    private static final Set<String> COMMON = Set.of("line", "signal", "wa", "snap");

    private static final Set<String> FILLERS = Set.of(
            "is",
            "id",
            "my",
            "me",
            "on",
            "nick",
            "nickname",
            "name",
            "handle",
            "username",
            "account",
            "user",
            "ник",
            "мои",
            "аккаунт",
            "имя",
            "ist",
            "es",
            "est");
    private static final int LONGEST_WAY = 8;
    private static final int SHORTEST_NAME = 3;
    private static final int LONGEST_NAME = 64;
    private static final int MOST_PARTS = 16;

    private final Tokens tokens;
    private final List<Span> found = new ArrayList<>();

    private HandleFinder(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Names behind the name of a service. */
    static List<Span> find(Tokens tokens) {
        HandleFinder finder = new HandleFinder(tokens);
        for (int at = 0; at < tokens.size(); at++) {
            String word = tokens.word(at);
            boolean isService = SERVICES.contains(word) || (!word.isEmpty() && SERVICES.contains(tokens.latinWord(at)));
            if (isService) {
                finder.readBehind(at, COMMON.contains(word));
            }
        }
        return finder.found;
    }

    /** Names behind an {@code @}. In this hub these may be mentions of members. */
    static List<Span> findAtNames(Tokens tokens) {
        HandleFinder finder = new HandleFinder(tokens);
        for (int at = 0; at < tokens.size(); at++) {
            TokenType before = tokens.typeOf(at - 1);
            if (tokens.isMark(at, '@') && before != TokenType.WORD && before != TokenType.DIGITS) {
                finder.add(at, at + 1);
            }
        }
        return finder.found;
    }

    private void readBehind(int service, boolean needsAt) {
        boolean hasColon = false;
        for (int at = service + 1; at <= service + LONGEST_WAY; at++) {
            if (tokens.isMark(at, '@')) {
                add(at, at + 1);
                return;
            }
            boolean isColon = tokens.isMark(at, ':') || tokens.isMark(at, '=');
            hasColon |= isColon;
            boolean isWay = isColon
                    || tokens.typeOf(at) == TokenType.SPACE
                    || tokens.isMark(at, '-')
                    || tokens.isMark(at, '(')
                    || FILLERS.contains(tokens.word(at));
            if (!isWay) {
                int end = end(at);
                if (!needsAt && (looksLikeName(at, end) || (hasColon && isClauseEnd(end)))) {
                    add(at, at);
                }
                return;
            }
        }
    }

    /** @param from where it is masked from, an {@code @} included */
    private void add(int from, int name) {
        int end = end(name);
        int length = 0;
        for (int at = name; at < end; at++) {
            length += tokens.length(at);
        }
        boolean isName = length >= SHORTEST_NAME && length <= LONGEST_NAME && hasWord(name, end);
        if (isName) {
            found.add(tokens.span(from, end));
        }
    }

    /** The token after the name that begins at one. */
    private int end(int name) {
        int end = name;
        while (end - name < MOST_PARTS && isNamePart(end)) {
            end++;
        }
        while (end > name && (tokens.isMark(end - 1, '.') || tokens.isMark(end - 1, '-'))) {
            end--;
        }
        return end;
    }

    private boolean isNamePart(int token) {
        TokenType type = tokens.typeOf(token);
        return type == TokenType.WORD
                || type == TokenType.DIGITS
                || tokens.isMark(token, '_')
                || tokens.isMark(token, '.')
                || tokens.isMark(token, '-');
    }

    private boolean hasWord(int from, int to) {
        for (int at = from; at < to; at++) {
            if (tokens.typeOf(at) == TokenType.WORD) {
                return true;
            }
        }
        return false;
    }

    /** Letters first, with digits or underscores among them. */
    private boolean looksLikeName(int from, int to) {
        boolean hasMore = false;
        for (int at = from; at < to; at++) {
            hasMore |= tokens.typeOf(at) == TokenType.DIGITS || tokens.isMark(at, '_');
        }
        return hasMore && tokens.typeOf(from) == TokenType.WORD;
    }

    private boolean isClauseEnd(int token) {
        TokenType type = tokens.typeOf(token);
        boolean endsLater = type == TokenType.SPACE && tokens.typeOf(token + 1) == TokenType.MARK;
        return type == TokenType.NONE || type == TokenType.LINE || type == TokenType.MARK || endsLater;
    }
}
