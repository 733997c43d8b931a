// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hubbub.moderation.config.ContactsConfig.Contact;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModerationConfigTest {
    @Test
    void allIsOffByDefault() {
        ModerationConfig config = ModerationConfig.defaults();
        assertThat(config.contacts().on()).isFalse();
        assertThat(config.words().on()).isFalse();
        assertThat(config.links().on()).isFalse();
        assertThat(config.flood().on()).isFalse();
    }

    @Test
    void mentionsAreNoContactsUnlessThatIsSet() {
        assertThat(ModerationConfig.defaults().contacts().finds(Contact.PHONE)).isTrue();
        assertThat(ModerationConfig.defaults().contacts().finds(Contact.AT_NAME))
                .isFalse();
        ContactsConfig one = new ContactsConfig(true, null, Set.of(Contact.AT_NAME), null, null, null, null);
        assertThat(one.finds(Contact.AT_NAME)).isTrue();
        assertThat(one.finds(Contact.PHONE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://a.example", "a.example/b", "a.example:80", "*.a.example", "a@b", "a b"})
    void hostsAreNames(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinksConfig(true, null, null, List.of(host), null, null))
                .withMessageStartingWith("moderation.links.allowedHosts: " + host + " (expected: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContactsConfig(true, null, null, null, null, null, List.of(host)))
                .withMessageStartingWith("moderation.contacts.allowedHosts: " + host + " (expected: ");
    }

    @Test
    void whatCannotBeIsRefusedByKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinksConfig(true, null, Set.of("Http"), null, null, null))
                .withMessageStartingWith("moderation.links.schemes: Http (expected: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FloodConfig(true, StageAction.MASK, null, null, null, null))
                .withMessage("moderation.flood.action: mask (expected: refuse or hold)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FloodConfig(true, null, 101, null, null, null))
                .withMessage("moderation.flood.messages: 101 (expected: 0 to 100)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WordsConfig(true, null))
                .withMessage("moderation.words.lists: none (expected: one with moderation.words.on)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WordListConfig(null, null, " ", null))
                .withMessageStartingWith("moderation.words.lists: a list without words and file");
        WordListConfig list = new WordListConfig(null, List.of("a"), null, null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WordsConfig(true, Collections.nCopies(9, list)))
                .withMessage("moderation.words.lists: 9 (expected: at most 8)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModerationConfig("\n", null, null, null, null))
                .withMessageStartingWith("moderation.mask: ");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new LinksConfig(true, null, null, Collections.nCopies(10_001, "a.example"), null, null))
                .withMessage("moderation.links.allowedHosts: 10001 hosts (expected: at most 10000)");
    }
}
