// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import dev.hubbub.bench.dialect.BridgeDialect;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.process.HubProcess;
import dev.hubbub.testkit.process.JavaCommand;
import dev.hubbub.testkit.process.JavaProcess;
import dev.hubbub.testkit.token.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The hub without the limits of users and addresses, with the rooms and members of a layout. */
final class HubUnderTest {
    private static final String KEY_FILE = "hub.key";
    private static final String HOST_APP = "bench";

    /** As {@code dev} starts it, with this durability. */
    static ServerUnderTest dev(PeerSetup setup, String durability) {
        Path data = setup.work().data();
        HubProcess.createKey(data);
        JavaCommand command = HubProcess.unlimited(HubProcess.command("dev", "--port", "0", "--data", data.toString()))
                .env("HUB_PERSISTENCE_DURABILITY", durability);
        return start(setup, durability.equals("process") ? "hub" : "hub-" + durability, command, data);
    }

    /** Its verticles on the store in memory, from the class path of the bench. */
    static ServerUnderTest memory(PeerSetup setup) {
        Path data = setup.work().data();
        HubProcess.createKey(data);
        JavaCommand command = JavaCommand.main(setup.main(), "memory").env("BENCH_KEY", key(data));
        return start(setup, "hub-memory", command, data);
    }

    private static ServerUnderTest start(PeerSetup setup, String name, JavaCommand command, Path data) {
        long begun = System.nanoTime();
        JavaProcess process = command.option(ServerUnderTest.HEAP).start();
        Duration start = Duration.ofNanos(System.nanoTime() - begun);
        try {
            Tokens tokens = Tokens.hs256(key(data));
            prepare(setup, process.url(), tokens);
            Layout layout = setup.layout();
            List<String> ofUsers = IntStream.range(0, layout.users())
                    .mapToObj(user -> tokens.user(layout.user(user).toString()).sign())
                    .toList();
            return new ServerUnderTest(
                    name,
                    ProcessMeter.of(process.pid(), true),
                    new ServerEndpoint(URI.create(process.url()), new BridgeDialect(), layout, ofUsers),
                    data,
                    start,
                    () -> end(process, data));
        } catch (RuntimeException | Error e) {
            end(process, data);
            throw e;
        }
    }

    private static void end(JavaProcess process, Path data) {
        process.close();
        WorkFolder.delete(data);
    }

    /** The host app's server makes the rooms: it alone may choose their ids. */
    private static void prepare(PeerSetup setup, String url, Tokens tokens) {
        String token = tokens.user(HOST_APP).server().sign();
        try (BridgeClient server =
                BridgeClient.connect(setup.vertx(), ClientOptions.raw(url).bearer(token))) {
            Layout layout = setup.layout();
            for (int room = 0; room < layout.rooms(); room++) {
                List<UserId> users = layout.usersOf(room);
                List<UserId> members = layout.members() ? users.subList(1, users.size()) : List.of();
                RoomId id = layout.room(room);
                server.call(
                        Rooms.CREATE,
                        new Rooms.Create(id.toString(), members, Visibility.PUBLIC, id, users.get(0), RoomKind.GROUP));
            }
        }
    }

    private static String key(Path data) {
        try {
            return Files.readString(data.resolve(KEY_FILE)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HubUnderTest() {}
}
