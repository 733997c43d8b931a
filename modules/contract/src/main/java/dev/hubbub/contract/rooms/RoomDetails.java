// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a room is, beside its members. A field that this node does not know is kept and passed on.
 *
 * @param name what users see; absent in a direct room, which is called like the other user
 * @param visibility who may join
 * @param kind chooses the policy
 * @param status absent: {@link RoomStatus#ACTIVE}
 * @param durability absent: {@link Durability#DURABLE}
 * @param topic what the room is about, one line
 * @param avatar an {@code https} address of a picture
 * @param link the object of the host app that the room is about
 * @param meta what the host app keeps with the room; never read by the hub
 * @param readOnly whether only owners and moderators send; absent: false
 * @param slowSeconds how long a member waits between two messages; absent: not at all
 * @param users of a direct room: the two users, in their order
 * @param base of a kind that an operator defines: the kind of the hub that it is like; absent: {@code kind} is one of the hub
 * @param other everything else, as JSON values
 */
public record RoomDetails(
        @Nullable String name,
        Visibility visibility,
        @Defaulted RoomKind kind,
        @Nullable RoomStatus status,
        @Nullable Durability durability,
        @Nullable String topic,
        @Nullable String avatar,
        @Nullable RoomLink link,
        @Nullable Map<String, Object> meta,
        @Nullable Boolean readOnly,
        @Nullable Integer slowSeconds,
        @Nullable List<UserId> users,
        @Nullable RoomKind base,
        @JsonAnyGetter @JsonAnySetter Map<String, Object> other) {
    static final int MAX_NAME = 100;
    static final int MAX_TOPIC = 250;
    static final int MAX_AVATAR = 1_024;
    static final int MAX_META_BYTES = 4_096;
    static final int MAX_SLOW_SECONDS = 3_600;

    public RoomDetails {
        Check.present("details.visibility", visibility);
        kind = RoomKind.orGroup(kind);
        meta = meta == null ? null : copy(meta);
        users = users == null ? null : List.copyOf(users);
        other = other == null ? Map.of() : copy(other);
    }

    /** A durable, active room without any of what may be absent. */
    public RoomDetails(@Nullable String name, Visibility visibility, RoomKind kind) {
        this(name, visibility, kind, null, null, null, null, null, null, null, null, null, null, Map.of());
    }

    private static Map<String, Object> copy(Map<String, Object> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The same room with another status. */
    public RoomDetails with(RoomStatus changed) {
        return copy(RoomStatus.ACTIVE.equals(changed) ? null : changed, base, other);
    }

    /** The same room with other fields that this node does not know. */
    public RoomDetails withOther(Map<String, Object> changed) {
        return copy(status, base, changed);
    }

    /** The same room, of a kind that is like one of the hub. */
    public RoomDetails withBase(RoomKind ofTheHub) {
        return copy(status, ofTheHub.equals(kind) ? null : ofTheHub, other);
    }

    private RoomDetails copy(
            @Nullable RoomStatus changedStatus, @Nullable RoomKind changedBase, Map<String, Object> changedOther) {
        return new RoomDetails(
                name,
                visibility,
                kind,
                changedStatus,
                durability,
                topic,
                avatar,
                link,
                meta,
                readOnly,
                slowSeconds,
                users,
                changedBase,
                changedOther);
    }

    /** Whether the room is of this kind of the hub, or of one that an operator defines and that is like it. */
    public boolean isLike(RoomKind ofTheHub) {
        return ofTheHub.equals(base == null ? kind : base);
    }

    /** Whether the room is over: only the host app's server reads it. */
    public boolean isCompleted() {
        return RoomStatus.COMPLETED.equals(status);
    }

    /** Whether members read, send, join and change what they may. */
    public boolean isActive() {
        return status == null || RoomStatus.ACTIVE.equals(status);
    }

    /** Whether only owners and moderators send. */
    public boolean isReadOnly() {
        return Boolean.TRUE.equals(readOnly);
    }

    /**
     * Whether the members are kept beside the log, a document each: since there may be very many, or since they must outlive the
     * entries. Those who join or leave by themselves make no stored entry.
     */
    public boolean keepsMembersApart() {
        return isChannel() || isEphemeral();
    }

    /** Whether so many read that they are told neither who comes and goes nor who is online. */
    public boolean isChannel() {
        return isLike(RoomKind.CHANNEL);
    }

    /** Whether messages are numbered and never stored. */
    public boolean isEphemeral() {
        return Durability.EPHEMERAL.equals(durability);
    }

    /** Checks what users and hosts say of a room; what is stored is not checked again. */
    static void check(@Nullable String topic, @Nullable String avatar, @Nullable Map<String, Object> meta) {
        if (topic != null) {
            Check.line("topic", topic, MAX_TOPIC);
        }
        if (avatar != null) {
            Check.printable("avatar", avatar, MAX_AVATAR);
            if (!avatar.startsWith("https://")) {
                throw new IllegalArgumentException("avatar: not https (expected: an address with https://)");
            }
        }
        if (meta != null) {
            checkMeta(new JsonObject(meta).encode());
        }
    }

    private static void checkMeta(String json) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(json)) {
            throw new IllegalArgumentException("meta: not valid Unicode (expected: a JSON object)");
        }
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_META_BYTES) {
            throw new IllegalArgumentException("meta: " + bytes + " bytes (expected: at most " + MAX_META_BYTES + ")");
        }
    }
}
