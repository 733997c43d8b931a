// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.contacts;

import static dev.hubbub.moderation.contacts.ContactFixtures.MASK;
import static dev.hubbub.moderation.contacts.ContactFixtures.masked;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of telephones are masked in many spellings, and other numbers are not. */
class PhoneFinderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+49 171 2345678",
                "+1 (415) 555-2671",
                "(415) 555-2671",
                "415-555-2671",
                "8 (916) 123-45-67",
                "89161234567",
                "+7 916 123 45 67",
                "0044 20 7946 0958",
                "06 12 34 56 78",
                "612 345 678",
                "8.916.123.45.67",
                "8/916/123/45/67",
                "8_916_123_45_67",
                "8 9 1 6 1 2 3 4 5 6 7",
                "8-9-1-6-1-2-3-4-5-6-7",
                "8, 9, 1, 6, 1, 2, 3, 4, 5, 6, 7",
                "8\n9\n1\n6\n1\n2\n3\n4\n5\n6\n7",
                "8\u200b9\u200b1\u200b6\u200b1\u200b2\u200b3\u200b4\u200b5\u200b6\u200b7",
                "８９１６１２３４５６７",
                "٠٥٠١٢٣٤٥٦٧",
                "۰۹۱۲۳۴۵۶۷۸۹",
                "०९८१२३४५६७",
                "⑧⑨①⑥①②③④⑤⑥⑦",
                "8️⃣9️⃣1️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣",
                "𝟖𝟗𝟏𝟔𝟏𝟐𝟑𝟒𝟓𝟔𝟕",
                "89l6l234567",
                "89I6123456O7",
                "+79161234567",
                "一三八〇〇一三八〇〇二",
                "eight nine one six one two three four five six seven",
                "Eight, nine, one, six, one, two, three, four, five, six, seven",
                "8 nine 1 six one 2 three 45 67",
                "восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь",
                "восемь девять один шесть один два три четыре пять шесть семь",
                "acht neun eins sechs eins zwei drei vier fünf sechs sieben",
                "cero seis uno dos tres cuatro cinco seis siete ocho",
                "zéro six douze trente quatre cinquante six soixante dix huit",
                "صفر خمسة صفر واحد ثلاثة اربعة خمسة ستة سبعة ثمانية",
            })
    void numberIsMasked(String number) {
        assertThat(masked(number)).isEqualTo(MASK);
        assertThat(masked("so: " + number + " !")).isEqualTo("so: " + MASK + " !");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call me: %s",
                "my WhatsApp is %s, ok?",
                "тел. %s",
                "order 17, then call %s",
                "on 2026-11-30 %s",
                "(%s)",
                "I live at 5, and %s is my number",
                "\n%s\n"
            })
    void numberIsMaskedWhereverItStands(String text) {
        assertThat(masked(text.formatted("8 (916) 123-45-67"))).isEqualTo(text.formatted(MASK));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12 500 000",
                "1,250,000.00 EUR",
                "1.250.000,00",
                "$100000000",
                "100 000 000 руб",
                "1500000000 views",
                "2026-11-30",
                "30.11.2026",
                "11/30/2026 12:16",
                "2026-11-30T12:16:49Z",
                "from 18:30 to 19:45",
                "10.30-11.30",
                "2019-2024",
                "20261130",
                "202611301216",
                "1795000000",
                "1795000000123",
                "order 4502938475",
                "Order number: 4502938475",
                "order #450293847512",
                "заказ № 4502938475",
                "Bestellnummer 4502938475",
                "invoice 2026-00123456",
                "2026-00123456",
                "ticket 4502-938475",
                "DE89 3704 0044 0532 0130 00",
                "GB29 NWBK 6016 1331 9268 19",
                "AB12 3456 7890 12",
                "AB1234567890",
                "4111 1111 1111 1111",
                "1234-5678-9012",
                "978-3-16-148410-0",
                "9783161484100",
                "55.755826, 37.617300",
                "3.14159265358979",
                "192.168.100.200",
                "version 10.15.7",
                "sizes 36 38 40 42 44",
                "36, 38, 40, 42, 44",
                "12 15 18 22 30 41 55",
                "100 200 300 400",
                "1234567890",
                "0123456789",
                "7777777777",
                "one two three four five six seven eight nine ten",
                "1 2 3 4 5 6 7 8 9 10",
                "0 1 0 1 1 0 1 0",
                "In 2020. 5000 people came",
                "I have two cats, one dog and three of 12 fish",
                "on the one hand, two or three of us at 8",
                "10 000 000 000",
                "size 1920x1080, 60 fps",
                "123456",
                "42"
            })
    void otherNumberIsLeftAsItIs(String text) {
        assertThat(masked(text)).isEqualTo(text);
    }

    @Test
    void severalNumbersAreMaskedEach() {
        assertThat(masked("+7 916 123 45 67, +7 917 765 43 21")).isEqualTo(MASK + ", " + MASK);
        assertThat(masked("89161234567 89177654321")).isEqualTo(MASK + " " + MASK);
    }

    @Test
    void wordsBesideANumberStay() {
        assertThat(masked("call one 9161234567 two")).isEqualTo("call one " + MASK + " two");
    }
}
