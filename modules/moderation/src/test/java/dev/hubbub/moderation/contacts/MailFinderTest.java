// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.contacts;

import static dev.hubbub.moderation.contacts.ContactFixtures.MASK;
import static dev.hubbub.moderation.contacts.ContactFixtures.finding;
import static dev.hubbub.moderation.contacts.ContactFixtures.masked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.moderation.config.ContactsConfig.Contact;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail addresses are masked in many spellings, and other words with dots and at signs are not. */
class MailFinderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@mail.com",
                "Ann.Lee+shop@mail.example.co.uk",
                "ann_lee-17@mail.museum",
                "ann @ mail . com",
                "ann(at)mail.com",
                "ann (at) mail (dot) com",
                "ann [at] mail [dot] com",
                "ann {at} mail dot com",
                "ann (@) mail.com",
                "ann at mail dot com",
                "john dot lee at gmail dot com",
                "ann собака mail точка ru",
                "ann arroba correo punto es",
                "ａｎｎ＠ｍａｉｌ．ｃｏｍ",
                "ann@mаil.com",
                "ann@mail.соm",
                "a\u200bnn@\u200bmail.c\u200bom",
                "ann@gmail",
                "ann (at) gmail",
                "анна@почта.рф",
                "ann@bücher.de",
                "ann@例子.com"
            })
    void addressIsMasked(String address) {
        assertThat(masked(finding(Contact.MAIL), address)).isEqualTo(MASK);
        assertThat(masked("to " + address + ", please")).isEqualTo("to " + MASK + ", please");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "meet me at the cafe",
                "@ann and @bob, look",
                "3 @ 5 EUR",
                "look at this. Dot it",
                "I work at yahoo",
                "at 5 point 3",
                "ann@home",
                "the dot is at the end",
                "@",
                "(at)",
                "a @ b"
            })
    void otherTextIsLeftAsItIs(String text) {
        assertThat(masked(text)).isEqualTo(text);
    }
}
