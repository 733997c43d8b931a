// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.links;

import dev.hubbub.moderation.text.TokenType;
import dev.hubbub.moderation.text.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds links: with a scheme, with {@code www.}, or only the name of a host. Each token is read a few times at most. */
public final class LinkFinder {
    /** Schemes that browsers read without slashes, too. */
    private static final Set<String> WEB = Set.of("http", "https", "hxxp", "hxxps", "ftp", "ws", "wss");

    /** Schemes without a host. */
    private static final Set<String> OPAQUE = Set.of(
            "mailto", "tel", "sms", "skype", "viber", "whatsapp", "tg", "javascript", "data", "vbscript", "blob");

    private static final String ENDS = "<>\"`|";
    private static final String TRAILING = ".,;:!?)]}'*_~";
    private static final Set<String> NO_NAMES = Set.of("the", "a", "an", "dot", "my", "your", "this");

    private final Tokens tokens;
    private final boolean bareHosts;
    private final List<Link> found = new ArrayList<>();

    private LinkFinder(Tokens tokens, boolean bareHosts) {
        this.tokens = tokens;
        this.bareHosts = bareHosts;
    }

    /** @param bareHosts whether names of hosts without a scheme count as links */
    public static List<Link> find(Tokens tokens, boolean bareHosts) {
        LinkFinder finder = new LinkFinder(tokens, bareHosts);
        for (int at = 0; at < tokens.size(); ) {
            at = Math.max(at + 1, finder.read(at));
        }
        return finder.found;
    }

    /** The token after the link that begins at a token; -1 where none does. */
    private int read(int at) {
        int end = readScheme(at);
        return end < 0 && bareHosts && beginsName(at) ? readHost(at) : end;
    }

    private int readScheme(int at) {
        if (!tokens.isMark(at + 1, ':')) {
            return -1;
        }
        String scheme = tokens.latinWord(at);
        int slashes = at + 2;
        while (tokens.isMark(slashes, '/') || tokens.isMark(slashes, '\\')) {
            slashes++;
        }
        boolean isLink = WEB.contains(scheme) || OPAQUE.contains(scheme) || (scheme.length() > 1 && slashes >= at + 4);
        int end = isLink ? end(slashes) : slashes;
        if (end <= slashes) {
            return -1;
        }
        Host host = OPAQUE.contains(scheme) ? null : Host.of(tokens.original(slashes, end));
        found.add(new Link(tokens.span(at, end), scheme, host));
        return end;
    }

    /** The token after the rest of a link. */
    private int end(int from) {
        int end = from;
        int open = 0;
        while (end < tokens.size() && !isEnd(end)) {
            open += tokens.isMark(end, '(') ? 1 : 0;
            end++;
        }
        while (end > from && isTrailing(end - 1) && (open == 0 || !tokens.isMark(end - 1, ')'))) {
            end--;
        }
        return end;
    }

    private boolean isEnd(int token) {
        TokenType type = tokens.typeOf(token);
        return type == TokenType.SPACE || type == TokenType.LINE || isOneOf(token, ENDS);
    }

    private boolean isTrailing(int token) {
        return isOneOf(token, TRAILING);
    }

    private boolean isOneOf(int token, String marks) {
        return tokens.typeOf(token) == TokenType.MARK
                && marks.indexOf(tokens.text().point(tokens.from(token))) >= 0;
    }

    private boolean beginsName(int at) {
        TokenType type = tokens.typeOf(at);
        TokenType before = tokens.typeOf(at - 1);
        return (type == TokenType.WORD || type == TokenType.DIGITS)
                && before != TokenType.WORD
                && before != TokenType.DIGITS
                && !isOneOf(at - 1, "@-._");
    }

    private int readHost(int at) {
        Domain domain = known(Domain.read(tokens, at, true));
        if (domain == null) {
            return -1;
        }
        boolean hasPath = isOneOf(domain.to(), "/?#") && tokens.typeOf(domain.to() + 1) != TokenType.NONE;
        if (tokens.isMark(domain.to(), '@') || !isHost(domain, hasPath)) {
            return -1;
        }
        int end = hasPath || tokens.isMark(domain.to(), ':') ? Math.max(end(domain.to()), domain.to()) : domain.to();
        found.add(new Link(tokens.span(at, end), "", Host.of(domain.name())));
        return end;
    }

    private static @Nullable Domain known(@Nullable Domain domain) {
        return domain == null ? null : domain.known();
    }

    private static boolean isHost(Domain domain, boolean hasPath) {
        String top = domain.top();
        if (domain.isSpelled()) {
            return TopLevelDomains.isSpelled(top) && !NO_NAMES.contains(domain.first());
        }
        return hasPath
                || domain.first().equals("www")
                || (!TopLevelDomains.isAmbiguous(top) && !domain.endsLikeSentence());
    }
}
