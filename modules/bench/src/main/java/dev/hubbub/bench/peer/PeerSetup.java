// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import dev.hubbub.bench.dialect.BridgeDialect;
import dev.hubbub.testkit.process.JavaCommand;
import dev.hubbub.testkit.process.JavaProcess;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a start needs.
 *
 * @param vertx for clients that prepare rooms
 * @param main the command line of the bench, which also runs our own servers
 * @param work where peers are built and store
 * @param layout the rooms and users to prepare
 */
public record PeerSetup(Vertx vertx, Class<?> main, WorkFolder work, Layout layout) {
    /** The same with other rooms and users. */
    public PeerSetup with(Layout other) {
        return new PeerSetup(vertx, main, work, other);
    }

    /** A server of this module that needs no preparation. */
    ServerUnderTest ownServer(String name) {
        long begun = System.nanoTime();
        JavaProcess process =
                JavaCommand.main(main, name).option(ServerUnderTest.HEAP).start();
        Duration start = Duration.ofNanos(System.nanoTime() - begun);
        ServerEndpoint endpoint = new ServerEndpoint(URI.create(process.url()), new BridgeDialect(), layout, List.of());
        return new ServerUnderTest(name, ProcessMeter.of(process.pid(), true), endpoint, null, start, process::close);
    }
}
