// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.messages;

import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.messages.MessageLog.Slice;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages by something else than a range of numbers, for other verticles: the node that has the shard of the room answers,
 * with messages as they are now. No request carries a caller: authorization comes before.
 */
public final class MessageLookup {
    /** The messages with these numbers, as far as they exist, in seq order. */
    public static final Rpc<Get, Slice> GET = Service.PERSISTENCE
            .rpc("svc.persistence.messages", Get.class, Slice.class)
            .idempotent();

    /** The replies of a thread. */
    public static final Rpc<Replies, Slice> REPLIES = Service.PERSISTENCE
            .rpc("svc.persistence.replies", Replies.class, Slice.class)
            .idempotent();

    /** The first entry that was stored at a time or after it. */
    public static final Rpc<At, Found> AT =
            Service.PERSISTENCE.rpc("svc.persistence.at", At.class, Found.class).idempotent();

    /** The texts that a message had, the oldest first. */
    public static final Rpc<VersionsOf, Versions> VERSIONS = Service.PERSISTENCE
            .rpc("svc.persistence.versions", VersionsOf.class, Versions.class)
            .idempotent();

    /** @param seqs at most {@value Messages#MAX_PAGE} */
    public record Get(RoomId room, List<Long> seqs) implements RoomScoped {
        public Get {
            Check.present("room", room);
            seqs = seqs == null ? List.of() : List.copyOf(seqs);
            Check.range("seqs", seqs.size(), 0, Messages.MAX_PAGE);
        }
    }

    /**
     * @param thread the seq of its first message
     * @param after only replies with a larger seq, the oldest first; absent: the newest
     * @param limit 1 to {@value Messages#MAX_PAGE}
     */
    public record Replies(RoomId room, long thread, @Nullable Long after, int limit) implements RoomScoped {
        public Replies {
            Check.present("room", room);
            Check.range("thread", thread, 1, Long.MAX_VALUE - 1);
            Check.range("limit", limit, 1, Messages.MAX_PAGE);
        }
    }

    /** @param head the newest seq of the room that may be answered */
    public record At(RoomId room, Instant at, long head) implements RoomScoped {
        public At {
            Check.present("room", room);
            Check.present("at", at);
        }
    }

    /** @param seq of the entry; one more than {@code head} where all are older */
    public record Found(RoomId room, long seq) {}

    /** @param seq of the message */
    public record VersionsOf(RoomId room, long seq) implements RoomScoped {
        public VersionsOf {
            Check.present("room", room);
            Check.range("seq", seq, 1, Long.MAX_VALUE - 1);
        }
    }

    /** @param versions as many as one reply carries, the oldest first */
    public record Versions(List<Version> versions) {
        public Versions {
            versions = versions == null ? List.of() : List.copyOf(versions);
        }
    }

    /**
     * What a message said at some time.
     *
     * @param seq of the entry that said it: the message, or an edit of it
     * @param by who did
     */
    public record Version(long seq, UserId by, Instant at, @Nullable String text) {
        public Version {
            Check.present("by", by);
            Check.present("at", at);
        }
    }

    private MessageLookup() {}
}
