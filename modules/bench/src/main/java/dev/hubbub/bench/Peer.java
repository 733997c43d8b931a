// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.testkit.JavaCommand;
import dev.hubbub.testkit.JavaProcess;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;

/**
 * A server under test, in a process of its own.
 *
 * @param name as it stands in the report
 * @param scene where its rounds take place
 * @param afterwards what is left to do when it has ended
 */
record Peer(String name, JavaProcess process, Scene scene, Runnable afterwards) implements AutoCloseable {
    /** The names, the one that ratios refer to last. */
    static final List<String> NAMES = List.of("hub", "stock", "bare");

    /** The same for all. */
    static final String HEAP = "-Xmx512m";

    static Peer start(String name, Vertx vertx) {
        return switch (name) {
            case "hub" -> HubPeer.start(vertx);
            case "stock", "bare" -> own(name);
            default -> throw new IllegalArgumentException("--servers: " + name + " (expected: some of " + NAMES + ")");
        };
    }

    private static Peer own(String name) {
        JavaProcess process = JavaCommand.main(Bench.class, name).option(HEAP).start();
        Scene scene = new Scene(URI.create(process.url()), new RoomId("bench"), List.of());
        return new Peer(name, process, scene, () -> {});
    }

    @Override
    public void close() {
        process.close();
        afterwards.run();
    }
}
