// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** The rooms and members of a layout on a hub. The host app's server makes them: it alone may choose their ids. */
record HubRooms(Layout layout, Tokens tokens) {
    /** The settings without which there is no room of this layout. */
    static final String MAX_MEMBERS = "HUB_ROOMS_MAX_MEMBERS";

    private static final String KEY_FILE = "hub.key";
    private static final String HOST_APP = "bench";
    private static final int MEMBERS_OF_A_NEW_ROOM = 1_000;
    private static final int ADDED_AT_A_TIME = 500;
    private static final long ADD_SECONDS = 60;

    /** Of a hub with this data directory. */
    static HubRooms of(Layout layout, Path data) {
        return new HubRooms(layout, Tokens.hs256(key(data)));
    }

    /** The key by which tokens are signed. */
    static String key(Path data) {
        try {
            return Files.readString(data.resolve(KEY_FILE)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A token of each user. */
    List<String> tokensOfUsers() {
        return IntStream.range(0, layout.users())
                .mapToObj(user -> tokens.user(layout.user(user).toString()).sign())
                .toList();
    }

    /** Makes the rooms. */
    void create(Vertx vertx, String url) {
        String token = tokens.user(HOST_APP).server().sign();
        try (BridgeClient server =
                BridgeClient.connect(vertx, ClientOptions.raw(url).bearer(token))) {
            for (int room = 0; room < layout.rooms(); room++) {
                List<UserId> users = layout.usersOf(room);
                create(server, layout.room(room), users.get(0), layout.members() ? users : users.subList(0, 1));
            }
        }
    }

    private static void create(BridgeClient server, RoomId id, UserId owner, List<UserId> users) {
        int first = Math.min(users.size(), MEMBERS_OF_A_NEW_ROOM);
        List<UserId> members = users.subList(1, first);
        server.call(Rooms.CREATE, new Rooms.Create(id.toString(), members, Visibility.PUBLIC, id).ownedBy(owner));
        for (int at = first; at < users.size(); at += ADDED_AT_A_TIME) {
            add(server, id, users.subList(at, Math.min(users.size(), at + ADDED_AT_A_TIME)));
        }
    }

    private static void add(BridgeClient server, RoomId id, List<UserId> users) {
        List<Future<?>> added = users.stream()
                .<Future<?>>map(user -> server.request(Rooms.ADD.address(), Json.write(new Rooms.Add(id, user))))
                .toList();
        try {
            Future.all(added).await(ADD_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("members of " + id + " are not added within " + ADD_SECONDS + " s", e);
        }
    }
}
