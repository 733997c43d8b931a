// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.links;

import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.contract.hooks.MessageHooks.MessageQuestion;
import dev.hubbub.moderation.config.LinksConfig;
import dev.hubbub.moderation.stage.Findings;
import dev.hubbub.moderation.stage.Stage;
import dev.hubbub.moderation.text.FoldedText;
import dev.hubbub.moderation.text.Span;
import dev.hubbub.moderation.text.Tokens;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Allows and forbids links by where they lead, as a browser would find it. It fetches nothing. */
public final class LinkStage implements Stage {
    private final LinksConfig config;
    private final String mask;
    private final HostList allowed;
    private final HostList forbidden;

    public LinkStage(LinksConfig config, String mask) {
        this.config = config;
        this.mask = mask;
        this.allowed = new HostList(config.allowedHosts());
        this.forbidden = new HostList(config.forbiddenHosts());
    }

    @Override
    public Future<MessageAnswer> judge(MessageQuestion message) {
        String text = message.text();
        return Future.succeededFuture(
                text == null
                        ? MessageAnswer.PASSED
                        : judge(text, !message.kind().equals("code")));
    }

    private MessageAnswer judge(String text, boolean bareHosts) {
        List<Span> found = new ArrayList<>();
        String reason = "";
        for (Link link : LinkFinder.find(Tokens.of(FoldedText.of(text)), bareHosts)) {
            String fault = fault(link);
            if (!fault.isEmpty()) {
                found.add(link.span());
                reason = reason.isEmpty() ? fault : reason;
            }
        }
        return Findings.answer(config.action(), text, found, mask, reason);
    }

    /** Why a link is not allowed; empty: it is. */
    private String fault(Link link) {
        Host host = link.host();
        if (!link.scheme().isEmpty() && !config.allowsScheme(link.scheme())) {
            return "links of this kind are not allowed here";
        }
        if (host == null) {
            return "";
        }
        if (host.hasUserInfo()) {
            return "links with a name before the host are not allowed here";
        }
        if (host.name().isEmpty()) {
            return "a link leads to no host that can be";
        }
        if (forbidden.containsLike(host) || (!allowed.isEmpty() && !allowed.contains(host))) {
            return "links to this host are not allowed here";
        }
        if (host.isAddress() && !config.addresses() && !allowed.contains(host)) {
            return "links to addresses without a name are not allowed here";
        }
        return "";
    }
}
