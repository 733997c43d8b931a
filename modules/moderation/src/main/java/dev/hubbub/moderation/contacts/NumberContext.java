// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.contacts;

import dev.hubbub.moderation.text.TokenType;
import dev.hubbub.moderation.text.Tokens;
import java.util.Set;

/**
 * What stands beside a number.
 *
 * @param hasPlus whether a plus sign stands before it
 * @param isContact whether words before it speak of a telephone
 * @param isReference whether words before it speak of an order, an account or the like
 * @param isAmount whether a currency or a unit stands beside it
 * @param isPartOfId whether letters join it as in the id of something: {@code AB12 3456}
 */
record NumberContext(boolean hasPlus, boolean isContact, boolean isReference, boolean isAmount, boolean isPartOfId) {
    private static final int WORDS_BEFORE = 4;
    private static final int TOKENS_BEFORE = 12;
    private static final Set<String> CONTACT = Set.of(
            "phone",
            "tel",
            "telephone",
            "call",
            "mobile",
            "cell",
            "sms",
            "text",
            "whatsapp",
            "wa",
            "viber",
            "signal",
            "zalo",
            "telegram",
            "tg",
            "dial",
            "ring",
            "тел",
            "телефон",
            "телефону",
            "телефона",
            "мобильныи",
            "звони",
            "звоните",
            "позвони",
            "позвоните",
            "набери",
            "наберите",
            "вотсап",
            "ватсап",
            "вайбер",
            "handy",
            "telefon",
            "telefonnummer",
            "anrufen",
            "ruf",
            "telefono",
            "movil",
            "llama",
            "llamame",
            "celular",
            "ligue",
            "portable",
            "appelle",
            "cellulare",
            "chiama",
            "telefone",
            "zadzwon",
            "ara",
            "电话",
            "手机",
            "微信",
            "電話",
            "هاتف",
            "اتصل");
    private static final Set<String> REFERENCE = Set.of(
            "order",
            "orders",
            "invoice",
            "ref",
            "reference",
            "tracking",
            "track",
            "ticket",
            "booking",
            "case",
            "id",
            "sku",
            "isbn",
            "ean",
            "serial",
            "imei",
            "account",
            "iban",
            "vin",
            "article",
            "item",
            "part",
            "version",
            "заказ",
            "заказа",
            "заказу",
            "счет",
            "счета",
            "накладная",
            "накладнои",
            "артикул",
            "инн",
            "договор",
            "трек",
            "bestellung",
            "bestellnummer",
            "rechnung",
            "auftrag",
            "kundennummer",
            "artikel",
            "pedido",
            "factura",
            "commande",
            "facture",
            "ordine",
            "fattura",
            "zamowienie",
            "siparis",
            "订单",
            "単号",
            "طلب");
    private static final Set<String> AMOUNT = Set.of(
            "usd", "eur", "euro", "euros", "gbp", "rub", "руб", "рублеи", "рубля", "грн", "тенге", "kr", "zl", "pln",
            "chf", "jpy", "cny", "inr", "dollars", "dollar", "pounds", "yen", "km", "км", "kg", "кг", "m", "м", "шт",
            "pcs", "mb", "gb", "bytes", "ms", "views", "million", "mio", "元", "円", "원");
    private static final String REFERENCE_MARKS = "#№";

    /** @param to the token after the number */
    static NumberContext of(Tokens tokens, int from, int to) {
        boolean isContact = false;
        boolean isReference = isReferenceMark(tokens, from - 1) || isReferenceMark(tokens, from - 2);
        int words = 0;
        for (int at = from - 1; at >= from - TOKENS_BEFORE && words < WORDS_BEFORE; at--) {
            String word = tokens.word(at);
            if (!word.isEmpty()) {
                words++;
                isContact |= CONTACT.contains(word);
                isReference |= REFERENCE.contains(word);
            }
        }
        boolean isAmount = isAmount(tokens, from - 1) || isAmount(tokens, to);
        boolean hasPlus = tokens.isMark(start(tokens, from, to), '+');
        return new NumberContext(hasPlus, isContact, isReference, isAmount, isPartOfId(tokens, from, to));
    }

    /** The first token of a number with its plus sign, and with the bracket that closes inside it. */
    static int start(Tokens tokens, int from, int to) {
        int start = from;
        if (tokens.isMark(start - 1, '(') && closesBracket(tokens, from, to)) {
            start--;
        }
        return tokens.isMark(start - 1, '+') ? start - 1 : start;
    }

    private static boolean closesBracket(Tokens tokens, int from, int to) {
        int at = from;
        while (at < to && !tokens.isMark(at, '(') && !tokens.isMark(at, ')')) {
            at++;
        }
        return at < to && tokens.isMark(at, ')');
    }

    private static boolean isReferenceMark(Tokens tokens, int token) {
        return tokens.typeOf(token) == TokenType.MARK
                && REFERENCE_MARKS.indexOf(tokens.text().point(tokens.from(token))) >= 0;
    }

    /** Of a token, or the one beyond a space. */
    private static boolean isAmount(Tokens tokens, int token) {
        int beside = token;
        if (tokens.typeOf(beside) == TokenType.SPACE) {
            beside += tokens.typeOf(token - 1) == TokenType.DIGITS ? 1 : -1;
        }
        return AMOUNT.contains(tokens.word(beside))
                || (tokens.typeOf(beside) == TokenType.MARK
                        && isCurrency(tokens.text().point(tokens.from(beside))));
    }

    private static boolean isCurrency(int point) {
        return Character.getType(point) == Character.CURRENCY_SYMBOL || point == '%' || point == 0xb0;
    }

    /** Letters join it, or a token of letters and digits stands before it, as in an IBAN. */
    private static boolean isPartOfId(Tokens tokens, int from, int to) {
        int before = tokens.typeOf(from - 1) == TokenType.SPACE ? from - 2 : from - 1;
        before = before < from - 1 && isUpperCase(tokens, before) ? before - 2 : before; // the name of the bank
        boolean followsId =
                before < from - 1 && tokens.typeOf(before) == TokenType.DIGITS && isUpperCase(tokens, before - 1);
        return isUpperCase(tokens, from - 1) || isUpperCase(tokens, to) || followsId;
    }

    private static boolean isUpperCase(Tokens tokens, int token) {
        if (tokens.typeOf(token) != TokenType.WORD) {
            return false;
        }
        String word = tokens.original(token, token + 1);
        return word.chars().allMatch(c -> c < 0x80 && Character.isUpperCase(c));
    }
}
