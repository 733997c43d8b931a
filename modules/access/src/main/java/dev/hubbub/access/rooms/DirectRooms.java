// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.rooms;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.TreeSet;

/** Ids of direct rooms. A pair of users has one id, in either order. */
final class DirectRooms {
    private static final String PREFIX = "direct:";
    private static final int HASH_BYTES = 20;

    /**
     * The prefix, and the first 20 bytes of SHA-256 of both ids in their order, each after its length and a colon, in hex.
     *
     * @param pair two users
     */
    static RoomId idOf(Collection<UserId> pair) {
        StringBuilder text = new StringBuilder();
        new TreeSet<>(pair)
                .forEach(user -> text.append(user.value().length()).append(':').append(user.value()));
        byte[] hash = sha256(text.toString().getBytes(StandardCharsets.US_ASCII));
        return new RoomId(PREFIX + HexFormat.of().formatHex(hash, 0, HASH_BYTES));
    }

    /** Whether no other room may have the id. */
    static boolean isReserved(RoomId room) {
        return room.value().startsWith(PREFIX);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private DirectRooms() {}
}
