// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests of clients that change what a room is. */
public final class RoomUpdates {
    /** Changes what a room is, for those whom its policy lets. Each stays in the log for ever, whole, and concerns all members. */
    public static final Rpc<Update, Updated> UPDATE =
            Service.ACCESS.rpc("api.rooms.update", Update.class, Updated.class).limitedInRoomBy(RateLimit.MEMBERSHIPS);

    /** Ends a room for all of its members at once. */
    public static final Rpc<End, Ended> END = Service.ACCESS.rpc("api.rooms.end", End.class, Ended.class);

    /**
     * What is to change; what is absent stays as it is.
     *
     * @param name 1 to 100 visible characters
     * @param visibility who may join from now on
     * @param status {@code active} or {@code archived}
     * @param topic 1 to 250 visible characters on one line
     * @param avatar an {@code https} address of at most 1,024 characters
     * @param link the object of the host app that the room is about
     * @param meta what the host app keeps with the room, at most 4,096 bytes of JSON; takes the place of what there was
     * @param readOnly whether only owners and moderators send
     * @param slowSeconds how long a member waits between two messages, 0 to 3,600
     * @param clear which of {@code topic}, {@code avatar}, {@code link} and {@code meta} the room has no longer
     */
    public record Update(
            RoomId room,
            @Nullable String name,
            @Nullable Visibility visibility,
            @Nullable RoomStatus status,
            @Nullable String topic,
            @Nullable String avatar,
            @Nullable RoomLink link,
            @Nullable Map<String, Object> meta,
            @Nullable Boolean readOnly,
            @Nullable Integer slowSeconds,
            @Defaulted List<String> clear)
            implements RoomScoped {
        private static final List<String> CLEARED = List.of("topic", "avatar", "link", "meta");

        public Update {
            Check.present("room", room);
            if (name != null) {
                Check.line("name", name, RoomDetails.MAX_NAME);
            }
            if (status != null) {
                Check.oneOf("status", status.name(), List.of(RoomStatus.ACTIVE.name(), RoomStatus.ARCHIVED.name()));
            }
            if (slowSeconds != null) {
                Check.range("slowSeconds", slowSeconds, 0, RoomDetails.MAX_SLOW_SECONDS);
            }
            clear = clear == null ? List.of() : List.copyOf(clear);
            clear.forEach(field -> Check.oneOf("clear", field, CLEARED));
            RoomDetails.check(topic, avatar, meta);
        }

        /** What the room is after it. */
        public RoomDetails applyTo(RoomDetails old) {
            RoomDetails changed = new RoomDetails(
                    name == null ? old.name() : name,
                    visibility == null ? old.visibility() : visibility,
                    old.kind(),
                    old.status(),
                    old.durability(),
                    changed("topic", topic, old.topic()),
                    changed("avatar", avatar, old.avatar()),
                    changed("link", link, old.link()),
                    changed("meta", meta, old.meta()),
                    changedFlag(old.readOnly()),
                    changedSlowSeconds(old.slowSeconds()),
                    old.users(),
                    old.base(),
                    old.other());
            return status == null ? changed : changed.with(status);
        }

        private <T> @Nullable T changed(String field, @Nullable T value, @Nullable T old) {
            if (value != null) {
                return value;
            }
            return clear.contains(field) ? null : old;
        }

        private @Nullable Boolean changedFlag(@Nullable Boolean old) {
            Boolean value = readOnly == null ? old : readOnly;
            return Boolean.TRUE.equals(value) ? value : null;
        }

        private @Nullable Integer changedSlowSeconds(@Nullable Integer old) {
            Integer value = slowSeconds == null ? old : slowSeconds;
            return value == null || value == 0 ? null : value;
        }
    }

    /** @param seq of the entry that changed the room; its head where nothing had to change */
    public record Updated(RoomId room, long seq) {}

    /** The room to end. */
    public record End(RoomId room) implements RoomScoped {
        public End {
            Check.present("room", room);
        }
    }

    /** @param seq of the entry that ended the room; members get no later one */
    public record Ended(RoomId room, long seq) {}

    private RoomUpdates() {}
}
