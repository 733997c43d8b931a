// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.contacts;

import static dev.hubbub.moderation.contacts.ContactFixtures.MASK;
import static dev.hubbub.moderation.contacts.ContactFixtures.allowing;
import static dev.hubbub.moderation.contacts.ContactFixtures.finding;
import static dev.hubbub.moderation.contacts.ContactFixtures.judge;
import static dev.hubbub.moderation.contacts.ContactFixtures.masked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.moderation.Messages;
import dev.hubbub.moderation.config.ContactsConfig;
import dev.hubbub.moderation.config.ContactsConfig.Contact;
import dev.hubbub.moderation.config.StageAction;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactStageTest {
    private static final String PHONE = "8 (916) 123-45-67";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/a?b=c#d",
                "HTTPS://Evil.Example",
                "hxxp://evil.example",
                "www.evil.com",
                "evil.com",
                "shop.evil.co.uk/ann",
                "t.me/ann_shop",
                "wa.me/79161234567",
                "tg://resolve?domain=ann",
                "mailto:ann@mail.com",
                "tel:89161234567",
                "evil dot com",
                "evil (dot) com",
                "evil . com",
                "еvil.com",
                "пример.рф",
                "ｅｖｉｌ．ｃｏｍ",
                "evil\u200b.com"
            })
    void linkIsMasked(String link) {
        assertThat(masked(finding(Contact.LINK), "see " + link + ", ok")).isEqualTo("see " + MASK + ", ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "telegram: @ann_shop",
                "tg ann_shop17",
                "my Telegram is ann_shop17",
                "тг: annshop",
                "Instagram - @ann.shop",
                "wechat id: ann17",
                "skype ann_17",
                "WhatsApp: annshop"
            })
    void nameBehindThatOfAServiceIsMasked(String text) {
        assertThat(masked(text)).endsWith(MASK).doesNotContain("ann");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I agree.So do you",
                "it works.in that case",
                "see README.md and main.py",
                "Telegram is down again",
                "do you have whatsapp or viber?",
                "Instagram: works fine for me",
                "instagram 10k followers",
                "I paid. De nada",
                "done. Info follows",
                "I like .NET and the dot com bubble",
                "e.g. this, i.e. that, 5 p.m.",
                "and/or, he/she, 24/7",
                "Hi @bob!",
                "C:\\temp\\a.txt",
                "note: see 3:4",
                "50% off!!! :-) ;-)"
            })
    void otherTextIsLeftAsItIs(String text) {
        assertThat(judge(finding(), Messages.text(text))).isEqualTo(MessageAnswer.PASSED);
    }

    @Test
    void nameBehindAnAtSignIsAMentionUnlessItIsLookedFor() {
        assertThat(masked("write to @ann_shop")).isEqualTo("write to @ann_shop");
        assertThat(masked(finding(Contact.AT_NAME), "write to @ann_shop")).isEqualTo("write to " + MASK);
    }

    @Test
    void linksToAllowedHostsStayWithTheirNumbers() {
        String link = "https://pay.shop.example/order/89161234567";
        assertThat(masked(allowing("shop.example"), link)).isEqualTo(link);
        assertThat(masked(allowing("hop.example"), link)).isEqualTo(MASK);
        assertThat(masked(allowing("shop.example"), "https://shop.example@evil.example/89161234567"))
                .isEqualTo(MASK);
    }

    @Test
    void namesOfHostsInCodeAreNoLinks() {
        assertThat(judge(finding(), Messages.ofKind("code", "this.info = list.name.com")))
                .isEqualTo(MessageAnswer.PASSED);
        assertThat(judge(finding(), Messages.ofKind("code", "// https://evil.com"))
                        .text())
                .isEqualTo("// " + MASK);
    }

    @Test
    void rolesAndStagesOfADealAreExempt() {
        ContactsConfig config =
                new ContactsConfig(true, null, null, Set.of("owner"), Set.of("agent"), Set.of("paid"), null);
        assertThat(judge(config, Messages.from(PHONE, Role.MEMBER, "buyer", "offer"))
                        .text())
                .isEqualTo(MASK);
        assertThat(judge(config, Messages.from(PHONE, Role.OWNER, "buyer", "offer")))
                .isEqualTo(MessageAnswer.PASSED);
        assertThat(judge(config, Messages.from(PHONE, Role.MEMBER, "agent", "offer")))
                .isEqualTo(MessageAnswer.PASSED);
        assertThat(judge(config, Messages.from(PHONE, Role.MEMBER, null, "paid")))
                .isEqualTo(MessageAnswer.PASSED);
        assertThat(judge(config, Messages.from(PHONE, Role.MEMBER, "owner", "agent"))
                        .text())
                .as("a role of the host app is none in the room")
                .isEqualTo(MASK);
    }

    @Test
    void messageIsRefusedOrHeldIfThatIsSet() {
        ContactsConfig refuse = new ContactsConfig(true, StageAction.REFUSE, null, null, null, null, null);
        ContactsConfig hold = new ContactsConfig(true, StageAction.HOLD, null, null, null, null, null);
        assertThat(judge(refuse, Messages.text(PHONE))).isEqualTo(MessageAnswer.refused(ContactStage.REASON));
        assertThat(judge(hold, Messages.text(PHONE))).isEqualTo(MessageAnswer.held(ContactStage.REASON));
        assertThat(judge(hold, Messages.text("hello"))).isEqualTo(MessageAnswer.PASSED);
    }

    @Test
    void messageWithoutATextPasses() {
        assertThat(judge(finding(), Messages.ofKind("image", null))).isEqualTo(MessageAnswer.PASSED);
    }
}
