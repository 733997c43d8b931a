// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a character of a text is in a word: nothing, or letters and digits without case, accents and forms. */
final class FoldedCharacter {
    /** Written without spaces between words. */
    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    /** Marks of these are accents and vowels that writers leave out. */
    private static final Set<UnicodeScript> WITHOUT_MARKS =
            EnumSet.of(UnicodeScript.INHERITED, UnicodeScript.HEBREW, UnicodeScript.ARABIC, UnicodeScript.SYRIAC);

    private static final int TATWEEL = 0x640; // makes Arabic words longer, and nothing else
    private static final int MAX_COMPOSED = 3;
    private static final String[] ASCII = new String[0x80];

    static {
        for (int each = 0; each < ASCII.length; each++) {
            ASCII[each] =
                    Character.isLetterOrDigit(each) ? Character.toString(each).toLowerCase(Locale.ROOT) : "";
        }
    }

    /** The same as {@link #of} for a character of ASCII. */
    static String ascii(int character) {
        return ASCII[character];
    }

    /** Where the character that begins here ends: parts of a Korean syllable, or of a Japanese letter, are one. */
    static int endOf(String text, int at) {
        int end = at + Character.charCount(text.codePointAt(at));
        for (int parts = 1; parts < MAX_COMPOSED && end < text.length() && isPart(text.charAt(end)); parts++) {
            end++;
        }
        return end;
    }

    private static boolean isPart(char next) {
        return (next >= '\u1160' && next <= '\u11ff') // vowels and last consonants
                || next == '\u3099'
                || next == '\u309a'
                || next == '\uff9e'
                || next == '\uff9f';
    }

    /** Whether it neither is a part of a word nor ends one. */
    static boolean isIgnored(int character) {
        return switch (Character.getType(character)) {
            case Character.FORMAT -> true;
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK ->
                WITHOUT_MARKS.contains(UnicodeScript.of(character));
            default -> character == TATWEEL;
        };
    }

    /** Whether a letter is a word of its own. */
    static boolean isWord(int letter) {
        return letter >= 0x80 && (Character.isIdeographic(letter) || UNSPACED.contains(UnicodeScript.of(letter)));
    }

    /** The letters and digits that it stands for; empty: none. */
    static String of(String character) {
        Normalizer.Form form = isWord(character.codePointAt(0)) ? Normalizer.Form.NFKC : Normalizer.Form.NFKD;
        String plain =
                Normalizer.normalize(character, form).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder();
        plain.codePoints()
                .filter(each -> isPartOfWord(each) && !isIgnored(each))
                .map(FoldedCharacter::digit)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    private static boolean isPartOfWord(int character) {
        int type = Character.getType(character);
        return Character.isLetterOrDigit(character)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.LETTER_NUMBER;
    }

    private static int digit(int character) {
        int value =
                Character.getType(character) == Character.DECIMAL_DIGIT_NUMBER ? Character.digit(character, 10) : -1;
        return value < 0 ? character : '0' + value;
    }

    private FoldedCharacter() {}
}
