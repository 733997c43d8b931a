// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.moderation;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.json.Json;
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
import org.jspecify.annotations.Nullable;

/** Requests about messages that a stage holds: each waits until a moderator releases or drops it. */
public final class HeldMessages {
    /** The event that tells a user what became of its message. */
    public static final String HINT = "held";

    /** How many messages a page has at most. */
    public static final int MAX_PAGE = 50;

    private static final int MAX_ID = 64;
    private static final int MAX_AFTER = 128;
    private static final int MAX_REASON = 200;

    /** The messages of a room that wait, the oldest first, for those who may review them. */
    public static final Rpc<ListOf, Page> LIST =
            new Rpc<>("api.moderation.held", ListOf.class, Page.class).idempotent();

    /** Stores a message in the name of its sender, as if it were sent now. */
    public static final Rpc<Release, Released> RELEASE =
            new Rpc<>("api.moderation.release", Release.class, Released.class).idempotent();

    /** Deletes a message that waits. */
    public static final Rpc<Drop, Dropped> DROP =
            new Rpc<>("api.moderation.drop", Drop.class, Dropped.class).idempotent();

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
     * A message that waits.
     *
     * @param id by which it is released or dropped
     * @param content the fields of the message, as an entry has them; {@code text} as the stages left it
     * @param profile how the sender was shown; absent: nothing was known
     * @param reason of the stage; absent: it gave none
     * @param at when it was held
     * @param expiresAt when it is deleted if it is neither released nor dropped
     */
    public record HeldMessage(
            String id,
            UserId sender,
            ClientId clientId,
            Map<String, Object> content,
            @Nullable Profile profile,
            @Nullable String reason,
            Instant at,
            Instant expiresAt) {
        public HeldMessage {
            content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
        }

        /** The request that stores it. */
        public Send in(RoomId room) {
            Map<String, Object> request = new LinkedHashMap<>(content);
            request.put("room", room.value());
            request.put("clientId", clientId.value());
            return Json.read(new JsonObject(request), Send.class);
        }
    }

    /** The room, and the message that is stored. */
    public record Release(RoomId room, String id) implements RoomScoped {
        public Release {
            Check.present("room", room);
            Check.id("id", id, MAX_ID, "_-");
        }
    }

    /**
     * @param seq of the message
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

    /** The room, and the message that is gone. */
    public record Dropped(RoomId room, String id) {}

    /** What became of a message. */
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
     * @param seq of a message that is released, else absent
     * @param reason of a message that is dropped; absent: the moderator gave none
     */
    public record Told(
            RoomId room, String id, ClientId clientId, Result result, @Nullable Long seq, @Nullable String reason) {}

    private HeldMessages() {}
}
