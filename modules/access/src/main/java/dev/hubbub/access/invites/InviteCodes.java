// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.invites;

import java.security.SecureRandom;
import java.util.Base64;

/** Draws codes of 128 random bits, as 22 letters, digits, {@code _} and {@code -}; the first is a letter or digit. */
final class InviteCodes {
    private static final int BYTES = 16;

    private final SecureRandom random = new SecureRandom();

    String next() {
        byte[] bytes = new byte[BYTES];
        String code;
        do {
            random.nextBytes(bytes);
            code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } while (!Character.isLetterOrDigit(code.charAt(0)));
        return code;
    }
}
