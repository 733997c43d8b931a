// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.server;

import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.process.HubProcess;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The hub as {@code dev} starts it, with a room and a few members; sockets share them. */
final class HubUnderTest {
    private static final int USERS = 8;

    static ServerUnderTest start(Vertx vertx) {
        Path data = temporary();
        HubProcess hub = HubProcess.start(
                HubProcess.unlimited(HubProcess.command("dev", "--port", "0", "--data", data.toString()))
                        .option(ServerUnderTest.HEAP));
        try {
            List<String> tokens = IntStream.range(0, USERS)
                    .mapToObj(number -> hub.token("bench" + number))
                    .toList();
            ServerEndpoint endpoint = new ServerEndpoint(URI.create(hub.url()), room(vertx, hub.url(), tokens), tokens);
            return new ServerUnderTest("hub", hub.process(), endpoint, () -> delete(data));
        } catch (RuntimeException | Error e) {
            hub.close();
            delete(data);
            throw e;
        }
    }

    private static RoomId room(Vertx vertx, String url, List<String> tokens) {
        RoomId room;
        try (BridgeClient owner = connect(vertx, url, tokens.get(0))) {
            room = owner.call(Rooms.CREATE, new Rooms.Create("bench", List.of(), Visibility.PUBLIC, null))
                    .room();
        }
        for (String token : tokens.subList(1, tokens.size())) {
            try (BridgeClient member = connect(vertx, url, token)) {
                member.call(Rooms.JOIN, new Rooms.Join(room));
            }
        }
        return room;
    }

    private static BridgeClient connect(Vertx vertx, String url, String token) {
        return BridgeClient.connect(vertx, ClientOptions.raw(url).bearer(token));
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("hubbub-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path data) {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HubUnderTest() {}
}
