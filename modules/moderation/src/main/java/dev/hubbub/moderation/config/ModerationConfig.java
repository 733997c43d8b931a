// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.config;

import dev.hubbub.contract.value.Check;

/**
 * The keys {@code moderation.*}: the stages that come with the hub, all off by default.
 *
 * @param mask what takes the place of what is masked, default {@code •••}
 * @param contacts contact details
 * @param words listed words
 * @param links links
 * @param flood too many messages, and repeated ones
 */
public record ModerationConfig(
        String mask, ContactsConfig contacts, WordsConfig words, LinksConfig links, FloodConfig flood) {
    private static final String MASK = "\u2022\u2022\u2022";
    private static final int LONGEST_MASK = 20;

    public ModerationConfig {
        mask = mask == null ? MASK : mask;
        contacts = contacts == null ? ContactsConfig.OFF : contacts;
        words = words == null ? WordsConfig.OFF : words;
        links = links == null ? LinksConfig.OFF : links;
        flood = flood == null ? FloodConfig.OFF : flood;
        Check.line("moderation.mask", mask, LONGEST_MASK);
    }

    /** All stages off. */
    public static ModerationConfig defaults() {
        return new ModerationConfig(MASK, ContactsConfig.OFF, WordsConfig.OFF, LinksConfig.OFF, FloodConfig.OFF);
    }
}
