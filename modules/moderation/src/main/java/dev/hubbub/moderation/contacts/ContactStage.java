// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.contacts;

import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.contract.hooks.MessageHooks.MessageQuestion;
import dev.hubbub.moderation.config.ContactsConfig;
import dev.hubbub.moderation.config.ContactsConfig.Contact;
import dev.hubbub.moderation.links.Host;
import dev.hubbub.moderation.links.HostList;
import dev.hubbub.moderation.links.Link;
import dev.hubbub.moderation.links.LinkFinder;
import dev.hubbub.moderation.stage.Findings;
import dev.hubbub.moderation.stage.Stage;
import dev.hubbub.moderation.text.FoldedText;
import dev.hubbub.moderation.text.Span;
import dev.hubbub.moderation.text.Tokens;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** Masks how users can be reached outside the hub, but for the roles and the stages of a deal that are exempt. */
public final class ContactStage implements Stage {
    static final String REASON = "contact details are not for this room now";

    /** Schemes that lead to no one. */
    private static final Set<String> NO_CONTACT = Set.of("javascript", "data", "vbscript", "blob");

    private final ContactsConfig config;
    private final String mask;
    private final HostList allowed;

    public ContactStage(ContactsConfig config, String mask) {
        this.config = config;
        this.mask = mask;
        this.allowed = new HostList(config.allowedHosts());
    }

    @Override
    public Future<MessageAnswer> judge(MessageQuestion message) {
        String text = message.text();
        if (text == null || isExempt(message)) {
            return Future.succeededFuture(MessageAnswer.PASSED);
        }
        List<Span> found = find(text, !message.kind().equals("code"));
        return Future.succeededFuture(Findings.answer(config.action(), text, found, mask, REASON));
    }

    private boolean isExempt(MessageQuestion message) {
        return (message.role() != null
                        && config.exemptRoles().contains(message.role().name()))
                || (message.profile() != null
                        && message.profile().role() != null
                        && config.exemptHostRoles().contains(message.profile().role()))
                || (message.dealStage() != null && config.exemptDealStages().contains(message.dealStage()));
    }

    /** @param bareHosts whether the name of a host alone is a link, which it is not in code */
    List<Span> find(String text, boolean bareHosts) {
        Tokens tokens = Tokens.of(FoldedText.of(text));
        List<Span> found = new ArrayList<>();
        BitSet inAllowedLinks = new BitSet();
        for (Link link : LinkFinder.find(tokens, bareHosts)) {
            Host host = link.host();
            if (host != null && allowed.contains(host) && !host.hasUserInfo()) {
                inAllowedLinks.set(link.span().start(), link.span().end());
            } else if (config.finds(Contact.LINK) && !NO_CONTACT.contains(link.scheme())) {
                found.add(link.span());
            }
        }
        if (config.finds(Contact.PHONE)) {
            found.addAll(PhoneFinder.find(tokens));
        }
        if (config.finds(Contact.MAIL)) {
            found.addAll(MailFinder.find(tokens));
        }
        if (config.finds(Contact.HANDLE)) {
            found.addAll(HandleFinder.find(tokens));
        }
        if (config.finds(Contact.AT_NAME)) {
            found.addAll(HandleFinder.findAtNames(tokens));
        }
        found.removeIf(span -> inAllowedLinks.get(span.start()));
        return found;
    }
}
