// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.contacts;

import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.contract.hooks.MessageHooks.MessageQuestion;
import dev.hubbub.moderation.Messages;
import dev.hubbub.moderation.config.ContactsConfig;
import dev.hubbub.moderation.config.ContactsConfig.Contact;
import dev.hubbub.moderation.config.StageAction;
import java.util.List;
import java.util.Set;

/** Stages that look for contact details, with a mask that is easily seen. */
final class ContactFixtures {
    static final String MASK = "[-]";

    static ContactStage stage(ContactsConfig config) {
        return new ContactStage(config, MASK);
    }

    static ContactsConfig finding(Contact... contacts) {
        return new ContactsConfig(true, StageAction.MASK, Set.of(contacts), null, null, null, null);
    }

    static ContactsConfig allowing(String... hosts) {
        return new ContactsConfig(true, null, null, null, null, null, List.of(hosts));
    }

    static MessageAnswer judge(ContactsConfig config, MessageQuestion message) {
        return stage(config).judge(message).result();
    }

    /** The text that is left of one. */
    static String masked(ContactsConfig config, String text) {
        String left = judge(config, Messages.text(text)).text();
        return left == null ? text : left;
    }

    static String masked(String text) {
        return masked(finding(), text);
    }

    private ContactFixtures() {}
}
