// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.rooms;

import dev.hubbub.contract.value.RoomId;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Generates room ids that cannot be guessed: 100 random bits as 20 lower-case base32 characters. */
public final class RoomIdGenerator {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 20;

    private final RandomGenerator random;

    public RoomIdGenerator() {
        this(new SecureRandom());
    }

    RoomIdGenerator(RandomGenerator random) {
        this.random = random;
    }

    RoomId next() {
        StringBuilder id = new StringBuilder(LENGTH);
        random.ints(LENGTH, 0, ALPHABET.length()).forEach(index -> id.append(ALPHABET.charAt(index)));
        return new RoomId(id.toString());
    }
}
