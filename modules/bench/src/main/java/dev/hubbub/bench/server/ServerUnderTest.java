// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.server;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.process.JavaCommand;
import dev.hubbub.testkit.process.JavaProcess;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;

/**
 * A server under test, in its own process.
 *
 * @param name in the report
 * @param endpoint that senders and readers connect to
 * @param cleanUp runs after the server has ended
 */
public record ServerUnderTest(String name, JavaProcess process, ServerEndpoint endpoint, Runnable cleanUp)
        implements AutoCloseable {
    /** The names; the last one is the base of the ratios. */
    static final List<String> NAMES = List.of("hub", "stock", "bare");

    /** All servers have the same heap. */
    static final String HEAP = "-Xmx512m";

    public static ServerUnderTest start(String name, Vertx vertx, Class<?> main) {
        return switch (name) {
            case "hub" -> HubUnderTest.start(vertx);
            case "stock", "bare" -> ownProcess(name, main);
            default -> throw new IllegalArgumentException("--servers: " + name + " (expected: some of " + NAMES + ")");
        };
    }

    private static ServerUnderTest ownProcess(String name, Class<?> main) {
        JavaProcess process = JavaCommand.main(main, name).option(HEAP).start();
        ServerEndpoint endpoint = new ServerEndpoint(URI.create(process.url()), new RoomId("bench"), List.of());
        return new ServerUnderTest(name, process, endpoint, () -> {});
    }

    @Override
    public void close() {
        process.close();
        cleanUp.run();
    }
}
