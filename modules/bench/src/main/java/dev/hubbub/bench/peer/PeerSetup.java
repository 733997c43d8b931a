// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import dev.hubbub.bench.dialect.Dialect;
import dev.hubbub.testkit.SelfSigned;
import dev.hubbub.testkit.process.JavaCommand;
import dev.hubbub.testkit.process.JavaProcess;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a start needs.
 *
 * @param vertx for clients that prepare rooms
 * @param main the command line of the bench, which also runs our own servers
 * @param work where peers are built and store
 * @param layout the rooms and users to prepare
 * @param certificate what the server shows; null without TLS
 */
public record PeerSetup(Vertx vertx, Class<?> main, WorkFolder work, Layout layout, @Nullable SelfSigned certificate) {
    /** Without TLS. */
    public static PeerSetup plain(Vertx vertx, Class<?> main, WorkFolder work, Layout layout) {
        return new PeerSetup(vertx, main, work, layout, null);
    }

    /** The same with other rooms and users. */
    public PeerSetup with(Layout other) {
        return new PeerSetup(vertx, main, work, other, certificate);
    }

    /** The same over TLS, with a new certificate. */
    public PeerSetup overTls() {
        return new PeerSetup(vertx, main, work, layout, SelfSigned.write(work.folder("tls")));
    }

    /** A hidden command of the bench. */
    JavaCommand ownCommand(String name) {
        return certificate == null
                ? JavaCommand.main(main, name)
                : JavaCommand.main(
                        main,
                        name,
                        "--certificate",
                        certificate.certificate().toString(),
                        "--key",
                        certificate.key().toString());
    }

    /** A server of this module that needs no preparation. */
    ServerUnderTest ownServer(String name, Dialect dialect) {
        long begun = System.nanoTime();
        JavaProcess process = ownCommand(name).option(ServerUnderTest.HEAP).start();
        Duration start = Duration.ofNanos(System.nanoTime() - begun);
        ServerEndpoint endpoint = new ServerEndpoint(List.of(URI.create(process.url())), dialect, layout, List.of());
        return new ServerUnderTest(name, ProcessMeter.of(process.pid(), true), endpoint, null, start, process::close);
    }
}
