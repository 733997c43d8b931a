// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.moderation;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.MessageChanges.Edit;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Requests about messages, and edits of messages, that a stage holds: each waits until a moderator releases or drops it. */
public final class HeldMessages {
    /** The event that tells a user what became of its message. */
    public static final String HINT = "held";

    /** The event that tells those who may review the messages of a room how many wait. */
    public static final String REVIEW_HINT = "review";

    /** How many messages a page has at most. */
    public static final int MAX_PAGE = 50;

    private static final int MAX_ID = 64;
    private static final int MAX_AFTER = 128;
    private static final int MAX_REASON = 200;

    /** The messages of a room that wait, the oldest first, for those who may review them. */
    public static final Rpc<ListOf, Page> LIST =
            Service.ACCESS.rpc("api.moderation.held", ListOf.class, Page.class).idempotent();

    /** Stores a message, or an edit, in the name of its sender, as if it were sent now. */
    public static final Rpc<Release, Released> RELEASE = Service.ACCESS
            .rpc("api.moderation.release", Release.class, Released.class)
            .idempotent();

    /** Deletes a message, or an edit, that waits. */
    public static final Rpc<Drop, Dropped> DROP =
            Service.ACCESS.rpc("api.moderation.drop", Drop.class, Dropped.class).idempotent();

    /**
     * @param after {@code next} of the page before; absent: the first page
     * @param limit 1 to {@value #MAX_PAGE}, absent {@value #MAX_PAGE}; a larger one counts as {@value #MAX_PAGE}
     */
    public record ListOf(RoomId room, @Nullable String after, @Defaulted Integer limit) implements RoomScoped {
        public ListOf {
            Check.present("room", room);
            if (after != null) {
                Check.printable("after", after, MAX_AFTER);
            }
            limit = limit == null ? Integer.valueOf(MAX_PAGE) : limit;
            Check.range("limit", limit, 1, Integer.MAX_VALUE);
            limit = Math.min(limit, MAX_PAGE);
        }
    }

    /** @param next absent: there are no more */
    public record Page(RoomId room, List<HeldMessage> messages, @Nullable String next) {
        public Page {
            messages = messages == null ? List.of() : List.copyOf(messages);
        }
    }

    /**
     * A message that waits, or an edit of one.
     *
     * @param id by which it is released or dropped
     * @param sender who wrote it
     * @param clientId of a message; absent: it is an edit
     * @param base of an edit: the seq of the newest edit of the message when this one was made, 0 for none; absent: it is a message
     * @param content the fields of the message, or of the edit, as an entry has them; {@code text} as the stages left it
     * @param profile how the sender was shown; absent: nothing was known
     * @param reason of the stage; absent: it gave none
     * @param at when it was held
     * @param expiresAt when it is deleted if it is neither released nor dropped
     */
    public record HeldMessage(
            String id,
            UserId sender,
            @Nullable ClientId clientId,
            @Nullable Long base,
            Map<String, Object> content,
            @Nullable Profile profile,
            @Nullable String reason,
            Instant at,
            Instant expiresAt) {
        public HeldMessage {
            content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
        }

        /** Of an edit: the seq of the message; absent (null): it is no edit. */
        public @Nullable Long target() {
            return base != null && content.get("target") instanceof Number target ? target.longValue() : null;
        }

        /** The request that stores the message. */
        public Send in(RoomId room) {
            Map<String, Object> request = new LinkedHashMap<>(content);
            request.put("room", room.value());
            request.put("clientId", Objects.requireNonNull(clientId).value());
            return Json.read(new JsonObject(request), Send.class);
        }

        /** The request that makes the edit. */
        public Edit edit(RoomId room) {
            Map<String, Object> request = new LinkedHashMap<>(content);
            request.put("room", room.value());
            request.put("seq", request.remove("target"));
            return Json.read(new JsonObject(request), Edit.class);
        }
    }

    /** The room, and what is to be stored. */
    public record Release(RoomId room, String id) implements RoomScoped {
        public Release {
            Check.present("room", room);
            Check.id("id", id, MAX_ID, "_-");
        }
    }

    /**
     * @param seq of the message, or of the entry that edits one
     * @param at when it was stored
     */
    public record Released(RoomId room, String id, long seq, Instant at) {}

    /** @param reason that the sender is told, one line of at most 200 visible characters; absent: it is not told why */
    public record Drop(RoomId room, String id, @Nullable String reason) implements RoomScoped {
        public Drop {
            Check.present("room", room);
            Check.id("id", id, MAX_ID, "_-");
            if (reason != null) {
                Check.line("reason", reason, MAX_REASON);
            }
        }
    }

    /** The room, and what is gone. */
    public record Dropped(RoomId room, String id) {}

    /** What became of a message, or of an edit. */
    public enum Result {
        /** It is stored. */
        RELEASED,
        /** It is deleted. */
        DROPPED;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What the sender is told.
     *
     * @param clientId of a message; absent: it is an edit
     * @param target of an edit: the seq of the message; absent: it is a message
     * @param seq of what is released, else absent
     * @param reason of what is dropped; absent: the moderator gave none
     */
    public record Told(
            RoomId room,
            String id,
            @Nullable ClientId clientId,
            @Nullable Long target,
            Result result,
            @Nullable Long seq,
            @Nullable String reason) {}

    /**
     * What those are told who may review the messages of a room.
     *
     * @param waiting how many messages and edits wait
     */
    public record Waiting(RoomId room, int waiting) {}

    private HeldMessages() {}
}
