// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.session;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests of clients about their own session. The gateway that holds the socket answers; they never reach the bus. */
public final class Session {
    /** Of the protocol; raised by a change that a client of the version before would stumble over. */
    public static final int PROTOCOL = 1;

    /** The first request on a socket that carried no token at the upgrade. */
    public static final Rpc<Login, LoggedIn> LOGIN = new Rpc<>("api.session.login", Login.class, LoggedIn.class);

    /** A newer token of the same user, on the open socket. */
    public static final Rpc<Refresh, LoggedIn> REFRESH =
            new Rpc<>("api.session.refresh", Refresh.class, LoggedIn.class);

    /** Registers the feeds of many rooms, each from where the client was. */
    public static final Rpc<Resume, Resumed> RESUME = new Rpc<>("api.session.resume", Resume.class, Resumed.class)
            .costing(resume -> resume.rooms().size());

    /** @param token a JWT signed by the host app */
    public record Login(String token) {
        public Login {
            Check.present("token", token);
        }
    }

    /** @param token a JWT of the same user */
    public record Refresh(String token) {
        public Refresh {
            Check.present("token", token);
        }
    }

    /**
     * @param user the user of this socket from now on
     * @param expiresAt when the socket is closed unless the token is refreshed before
     * @param protocol {@link #PROTOCOL} of the hub
     */
    public record LoggedIn(UserId user, Instant expiresAt, int protocol) {
        /** By a hub of this version. */
        public LoggedIn(UserId user, Instant expiresAt) {
            this(user, expiresAt, PROTOCOL);
        }
    }

    /** At most 1,000 rooms, each once. */
    public record Resume(List<Since> rooms) {
        public Resume {
            Check.present("rooms", rooms);
            rooms = List.copyOf(rooms);
            Check.range("rooms", rooms.size(), 1, 1000);
            Check.range(
                    "rooms, each once",
                    rooms.stream().map(Since::room).distinct().count(),
                    rooms.size(),
                    rooms.size());
        }
    }

    /** @param since the last seq that the client has; absent: only new entries */
    public record Since(RoomId room, @Nullable Long since) {
        public Since {
            Check.present("room", room);
            if (since != null) {
                Check.range("since", since, 0, Long.MAX_VALUE);
            }
        }
    }

    /** The outcome for each room, in the order of the request. */
    public record Resumed(List<Outcome> rooms) {
        public Resumed {
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
        }
    }

    /**
     * @param event {@code position}, {@code reset} or {@code refused}
     * @param seq entries after it follow; absent when refused
     * @param reason of a reset
     * @param failureCode of a refusal
     * @param message of a refusal
     */
    public record Outcome(
            RoomId room,
            String event,
            @Nullable Long seq,
            Feeds.@Nullable ResetReason reason,
            @Nullable Integer failureCode,
            @Nullable String message) {}

    private Session() {}
}
