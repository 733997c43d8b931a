// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.held;

import dev.hubbub.contract.moderation.HeldMessages.HeldMessage;
import dev.hubbub.contract.moderation.HeldMessages.Result;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.RecordKind;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A message, or an edit of one, that a stage held, as it is kept: a record of its room. Its content goes when a moderator decides; the
 * decision stays for a while, so that the sender gets it when it sends the same again.
 *
 * @param message absent (null): it is decided
 * @param decision absent (null): it waits
 * @param expiresAt when the record is deleted
 */
public record Held(@Nullable HeldMessage message, @Nullable Decision decision, Instant expiresAt) {
    static final RecordKind<Held> KIND = new RecordKind<>("held", Held.class);

    private static final int ID_BYTES = 16;

    /**
     * What became of it.
     *
     * @param seq of what was released, else absent
     * @param at when it was stored or dropped
     * @param reason of what was dropped; absent: the moderator gave none
     */
    public record Decision(Result result, @Nullable Long seq, Instant at, @Nullable String reason) {
        public Decision {
            Check.present("result", result);
            Check.present("at", at);
        }
    }

    public Held {
        Check.present("expiresAt", expiresAt);
    }

    static RecordKey key(RoomId room, String id) {
        return KIND.key(room.value(), id);
    }

    /** The same message of a sender in a room has the same id, so that it is kept once however often it is sent. */
    static String id(RoomId room, UserId sender, ClientId clientId) {
        return hash(room.value(), sender.value(), clientId.value());
    }

    /**
     * The same edit of a user has the same id, as long as the message is what it was.
     *
     * @param base see {@link HeldMessage}
     * @param edit its fields as JSON
     */
    static String id(RoomId room, UserId editor, long base, String edit) {
        return hash(room.value(), editor.value(), "edit " + base + ' ' + edit);
    }

    private static String hash(String... parts) {
        return HexFormat.of().formatHex(sha256(String.join(" ", parts).getBytes(StandardCharsets.UTF_8)), 0, ID_BYTES);
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
