// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.config;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The keys {@code moderation.contacts.*}.
 *
 * @param on whether contact details are looked for, default false
 * @param action what is done with them, default {@code mask}
 * @param find which; none (default): {@code phone}, {@code mail}, {@code link} and {@code handle}
 * @param exemptRoles roles in a room whose members may give them
 * @param exemptHostRoles what the host app calls users who may give them
 * @param exemptDealStages at what stages of a deal all may give them
 * @param allowedHosts hosts that links may lead to, with all below them
 */
public record ContactsConfig(
        Boolean on,
        StageAction action,
        Set<Contact> find,
        Set<String> exemptRoles,
        Set<String> exemptHostRoles,
        Set<String> exemptDealStages,
        List<String> allowedHosts) {
    /** Nothing is looked for. */
    public static final ContactsConfig OFF =
            new ContactsConfig(false, StageAction.MASK, Set.of(), Set.of(), Set.of(), Set.of(), List.of());

    private static final String KEY = "moderation.contacts.";

    /** A way to reach a user. */
    public enum Contact {
        /** A telephone number. */
        PHONE,
        /** A mail address. */
        MAIL,
        /** A link. */
        LINK,
        /** A name of a user in another service, behind the name of that service. */
        HANDLE,
        /** Any name behind an {@code @}; also mentions of members. */
        AT_NAME;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public ContactsConfig {
        on = on == null ? Boolean.FALSE : on;
        action = action == null ? StageAction.MASK : action;
        find = Values.copy(find);
        exemptRoles = Values.copy(exemptRoles);
        exemptHostRoles = Values.copy(exemptHostRoles);
        exemptDealStages = Values.copy(exemptDealStages);
        allowedHosts = Values.hosts(KEY + "allowedHosts", allowedHosts);
    }

    /** Whether such contact details are looked for. */
    public boolean finds(Contact contact) {
        return find.isEmpty() ? contact != Contact.AT_NAME : find.contains(contact);
    }
}
