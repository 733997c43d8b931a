// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.links;

import dev.hubbub.moderation.text.FoldedText;
import dev.hubbub.moderation.text.Lookalikes;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The host of a link, as a browser finds it.
 *
 * @param name in ASCII and lower case, without a port; empty where there is none, or none that can be
 * @param looks like which name it looks
 * @param isAddress whether it is an IP address, however it is written
 * @param hasUserInfo whether something with an {@code @} stands before the host
 */
public record Host(String name, String looks, boolean isAddress, boolean hasUserInfo) {
    private static final int LONGEST = 253;
    private static final String ENDS = "/\\?#";

    /** @param authority what follows the slashes of a link, with or without its path */
    public static Host of(String authority) {
        int end = IntStream.range(0, authority.length())
                .filter(at -> ENDS.indexOf(authority.charAt(at)) >= 0)
                .findFirst()
                .orElse(authority.length());
        int user = authority.lastIndexOf('@', end - 1);
        return host(authority.substring(user + 1, end), user >= 0);
    }

    private static Host host(String written, boolean hasUserInfo) {
        if (written.startsWith("[")) {
            int close = written.indexOf(']');
            String address = close < 0 ? "" : written.substring(0, close + 1).toLowerCase(Locale.ROOT);
            return new Host(address, address, true, hasUserInfo);
        }
        String name = ascii(withoutPort(visible(written)));
        return new Host(name, looks(name), isNumeric(name), hasUserInfo);
    }

    /** As browsers read it: without what is invisible, in plain letters, with percent signs decoded. */
    private static String visible(String written) {
        String decoded = written.length() > 4 * LONGEST ? "" : decoded(written);
        String shown = decoded.codePoints()
                .filter(point -> Character.getType(point) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return Normalizer.normalize(shown, Normalizer.Form.NFKC).replace('\u3002', '.');
    }

    private static String decoded(String written) {
        StringBuilder decoded = new StringBuilder();
        for (int at = 0; at < written.length(); at++) {
            int code = written.charAt(at) == '%' ? hex(written, at + 1) : -1;
            decoded.append(code < 0 ? written.charAt(at) : (char) code);
            at += code < 0 ? 0 : 2;
        }
        return decoded.toString();
    }

    private static int hex(String text, int at) {
        int high = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        int low = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static String withoutPort(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    private static String ascii(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String bare = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        if (bare.length() > LONGEST) {
            return "";
        }
        try {
            return IDN.toASCII(bare, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String looks(String name) {
        FoldedText folded = FoldedText.of(IDN.toUnicode(name, IDN.ALLOW_UNASSIGNED));
        return Lookalikes.latin(folded.folded(0, folded.size()));
    }

    /** Browsers take a name for an address when its last part is a number. */
    private static boolean isNumeric(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return !last.isEmpty()
                && (last.chars().allMatch(c -> c >= '0' && c <= '9')
                        || (last.startsWith("0x") && last.chars().skip(2).allMatch(c -> Character.digit(c, 16) >= 0)));
    }
}
