// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.signals;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.address.Sharded;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.json.JsonLength;
import dev.hubbub.contract.records.RecordKind;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signals: events with any JSON that are told at once, without a number and without an entry. Of a name in a room the
 * last value may be kept for those who come later.
 */
public final class Signals {
    /** Tells the followers of a room. For those who may speak there. */
    public static final Rpc<Signal, Signalled> SIGNAL = Service.ACCESS
            .rpc("api.rooms.signal", Signal.class, Signalled.class)
            .limitedBy(RateLimit.SIGNALS)
            .costing(Signal::cost);

    /** The values that a room keeps, ordered by name. For those who may read it. */
    public static final Rpc<InRoom, Page> KEPT =
            Service.ACCESS.rpc("api.rooms.signals", InRoom.class, Page.class).idempotent();

    /** Tells a room, a user or all users. For the server of the host app. */
    public static final Rpc<Emit, Emitted> EMIT = Service.ACCESS.rpc("api.server.emit", Emit.class, Emitted.class);

    /** The kind of hint; its fields are {@link Told}. */
    public static final String HINT = "signal";

    /** The values that rooms keep: the scope is the room, the key the name. */
    public static final RecordKind<Value> VALUES = new RecordKind<>("signal", Value.class);

    /** How many bytes the data of a signal may have as JSON in UTF-8; TOO_LARGE beyond. */
    public static final int MAX_BYTES = 16_384;

    /** How many characters a page of kept values has at most, as JSON. */
    public static final int MAX_PAGE = 131_072;

    private static final String NAME = "name";
    private static final int MAX_NAME = 64;
    private static final int STORED_CHARACTERS = 1_024;

    /** Which of its own sockets a sender spares. */
    public enum Spared {
        /** The socket that sends; over HTTP there is none. */
        SOCKET,
        /** All sockets of the sender. */
        USER,
        /** None. */
        NONE;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param name 1 to 64 letters, digits, {@code _}, {@code -}, {@code .} and {@code :}
     * @param data any JSON; absent is the same as null
     * @param keep whether it becomes the kept value of that name, or without data ends it; absent: no
     * @param version the version that the kept value must have, 0: there must be none; absent: any. Only with {@code keep}
     * @param except who of the sender is not told; absent: {@link Spared#SOCKET}
     */
    public record Signal(
            RoomId room,
            String name,
            @Nullable Object data,
            @Defaulted Boolean keep,
            @Nullable Long version,
            @Defaulted Spared except)
            implements RoomScoped {
        public Signal {
            Check.present("room", room);
            checkName(NAME, name);
            keep = keep == null ? Boolean.FALSE : keep;
            if (version != null) {
                Check.range("version", version, 0, Long.MAX_VALUE - 1);
                if (!keep) {
                    throw new IllegalArgumentException("version: " + version + " (expected: only with keep)");
                }
            }
            except = except == null ? Spared.SOCKET : except;
        }

        /** Of the limit of signals: what is kept is stored, and costs by its length. */
        int cost() {
            return keep ? 1 + JsonLength.of(data) / STORED_CHARACTERS : 1;
        }

        /** A signal that is told and not kept, not to the socket that sends it. */
        public Signal(RoomId room, String name, @Nullable Object data) {
            this(room, name, data, false, null, Spared.SOCKET);
        }
    }

    /** @param version of the kept value now, 0 when there is none; absent: the signal was not to be kept */
    public record Signalled(RoomId room, @Nullable Long version) {}

    /**
     * What clients are told, in a room with {@code room}.
     *
     * @param user who sent it; a back-end of the host app has an id that begins with {@code server.}
     * @param data absent: null
     * @param version of the kept value, 0 when it has ended; absent: it is not kept
     */
    public record Told(UserId user, String name, @Nullable Object data, @Nullable Long version) {}

    /** @param after only values with a larger name, in the order of ASCII; absent: from the first */
    public record InRoom(RoomId room, @Nullable String after) implements RoomScoped {
        public InRoom {
            Check.present("room", room);
            if (after != null) {
                checkName("after", after);
            }
        }
    }

    /** @param next the {@code after} of the next page; absent: there is none */
    public record Page(List<Kept> signals, @Nullable String next) {
        public Page {
            signals = signals == null ? List.of() : List.copyOf(signals);
        }
    }

    /**
     * A kept value.
     *
     * @param version 1 for the first value of that name, then one more for each
     * @param at when it was sent
     */
    public record Kept(String name, UserId user, Object data, long version, Instant at) {}

    /** A kept value as it is stored. */
    public record Value(UserId user, Object data, Instant at) {
        public Value {
            Check.present("user", user);
            Check.present("data", data);
            Check.present("at", at);
        }
    }

    /** To whom a signal of the host app goes: one of the three. */
    public record Target(@Nullable RoomId room, @Nullable UserId user, @Nullable Boolean all) {
        public Target {
            long named = Stream.of(room != null, user != null, Boolean.TRUE.equals(all))
                    .filter(is -> is)
                    .count();
            if (named != 1) {
                throw new IllegalArgumentException(
                        "to: " + named + " targets (expected: one of room, user, or all that is true)");
            }
        }
    }

    /**
     * @param to whom it goes to
     * @param except users who are not told; at most 1,000
     * @param name as of a signal
     * @param data as of a signal
     */
    public record Emit(Target to, @Defaulted List<UserId> except, String name, @Nullable Object data)
            implements Sharded {
        public Emit {
            Check.present("to", to);
            except = except == null ? List.of() : List.copyOf(except);
            Check.range("except", except.size(), 0, Hints.MAX_RECIPIENTS);
            checkName(NAME, name);
        }

        /** Signals to one target keep their order. */
        @Override
        public int shard() {
            return to.room() == null && to.user() == null ? 0 : Shard.of(id());
        }

        private String id() {
            RoomId room = to.room();
            return room == null ? Objects.requireNonNull(to.user()).value() : room.value();
        }
    }

    /** It was told. */
    public record Emitted(String name) {}

    private static void checkName(String field, String name) {
        Check.printable(field, name, MAX_NAME);
        if (!name.chars().allMatch(Signals::isOfName)) {
            throw new IllegalArgumentException(
                    field + ": " + name + " (expected: 1 to " + MAX_NAME + " letters, digits, _, -, . or :)");
        }
    }

    private static boolean isOfName(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_-.:".indexOf(c) >= 0;
    }

    private Signals() {}
}
