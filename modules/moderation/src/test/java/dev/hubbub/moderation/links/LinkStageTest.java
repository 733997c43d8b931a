// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.links;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.hooks.MessageHooks.MessageAction;
import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.moderation.Messages;
import dev.hubbub.moderation.config.LinksConfig;
import dev.hubbub.moderation.config.StageAction;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkStageTest {
    private static final LinksConfig ANY_HOST = new LinksConfig(true, null, null, null, null, null);

    private static LinksConfig allowing(String... hosts) {
        return new LinksConfig(true, null, null, List.of(hosts), null, null);
    }

    private static LinksConfig forbidding(String... hosts) {
        return new LinksConfig(true, null, null, null, List.of(hosts), null);
    }

    private static MessageAnswer judge(LinksConfig config, String text) {
        return new LinkStage(config, "[-]").judge(Messages.text(text)).result();
    }

    private static MessageAction action(LinksConfig config, String text) {
        return judge(config, text).action();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://good.example/path?q=https://evil.com",
                "see http://a.good.example.",
                "good.example/a",
                "no link at all",
                "ann@mail.com",
                "HTTPS://GOOD.EXAMPLE:8443"
            })
    void allowedLinksPass(String text) {
        assertThat(judge(allowing("good.example", "evil.com"), text)).isEqualTo(MessageAnswer.PASSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.com",
                "https://good.example@evil.com",
                "https://good.example:443@evil.com/good.example",
                "https://evil.com/good.example",
                "https://good.example.evil.com",
                "https://evilgood.example",
                "https:\\\\evil.com",
                "https:/evil.com",
                "https:evil.com",
                "evil.com",
                "evil dot com",
                "[good.example](https://evil.com)",
                "<https://evil.com>",
                "https://gооd.example",
                "https://evil。com",
                "https://127.0.0.1",
                "https://2130706433",
                "https://[::1]/",
                "https://",
                "ｈｔｔｐｓ：//evil.com",
                "ht\u200btps://evil.com",
                "ftp://good.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "mailto:ann@mail.com",
                "custom://good.example"
            })
    void otherLinksAreRefused(String text) {
        MessageAnswer answer = judge(allowing("good.example"), text);
        if (text.equals("https://")) {
            assertThat(answer).as("leads nowhere").isEqualTo(MessageAnswer.PASSED);
        } else {
            assertThat(answer.action()).isEqualTo(MessageAction.REFUSE);
            assertThat(answer.reason()).isNotBlank().doesNotContain("evil");
        }
    }

    @Test
    void forbiddenHostsAreRefusedAndThoseThatLookLikeThem() {
        LinksConfig config = forbidding("evil.com");
        assertThat(action(config, "https://other.com")).isEqualTo(MessageAction.PASS);
        assertThat(action(config, "https://a.evil.com")).isEqualTo(MessageAction.REFUSE);
        assertThat(action(config, "https://еvil.com")).isEqualTo(MessageAction.REFUSE);
        assertThat(action(config, "https://xn--vil-qdd.com")).isEqualTo(MessageAction.REFUSE);
        assertThat(action(config, "https://évil.com")).isEqualTo(MessageAction.REFUSE);
        assertThat(action(config, "https://devil.com")).isEqualTo(MessageAction.PASS);
    }

    @Test
    void addressesAreAllowedIfThatIsSet() {
        LinksConfig addresses = new LinksConfig(true, null, null, null, null, true);
        assertThat(action(ANY_HOST, "http://10.0.0.1/x")).isEqualTo(MessageAction.REFUSE);
        assertThat(action(addresses, "http://10.0.0.1/x")).isEqualTo(MessageAction.PASS);
        assertThat(action(allowing("10.0.0.1"), "http://10.0.0.1/x")).isEqualTo(MessageAction.PASS);
    }

    @Test
    void schemesAreAllowedIfTheyAreSet() {
        LinksConfig mail = new LinksConfig(true, null, Set.of("mailto", "https"), List.of("good.example"), null, null);
        assertThat(action(mail, "mailto:ann@mail.com")).isEqualTo(MessageAction.PASS);
        assertThat(action(mail, "http://good.example")).isEqualTo(MessageAction.REFUSE);
    }

    @Test
    void linksAreMaskedIfThatIsSet() {
        LinksConfig mask = new LinksConfig(true, StageAction.MASK, null, List.of("good.example"), null, null);
        assertThat(judge(mask, "a https://evil.com/x, https://good.example (evil.com)")
                        .text())
                .isEqualTo("a [-], https://good.example ([-])");
    }

    @Test
    void namesOfHostsInCodeAreNoLinks() {
        LinkStage stage = new LinkStage(allowing("good.example"), "[-]");
        assertThat(stage.judge(Messages.ofKind("code", "this.info")).result()).isEqualTo(MessageAnswer.PASSED);
        assertThat(stage.judge(Messages.ofKind("image", null)).result()).isEqualTo(MessageAnswer.PASSED);
    }
}
