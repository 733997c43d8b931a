// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.value.RoomId;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Draws room ids that nobody guesses: 100 bits, as 20 lower-case base32 characters. */
final class RoomIds {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 20;

    private final RandomGenerator random;

    RoomIds() {
        this(new SecureRandom());
    }

    RoomIds(RandomGenerator random) {
        this.random = random;
    }

    RoomId draw() {
        StringBuilder id = new StringBuilder(LENGTH);
        random.ints(LENGTH, 0, ALPHABET.length()).forEach(at -> id.append(ALPHABET.charAt(at)));
        return new RoomId(id.toString());
    }
}
