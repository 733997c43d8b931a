// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import dev.hubbub.bench.dialect.SocketIoDialect;
import dev.hubbub.testkit.Ports;
import dev.hubbub.testkit.SelfSigned;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Socket.IO on Node, with the versions of its lock file. */
final class SocketIoUnderTest {
    private static final String FOLDER = "socketio";

    /** Returns why there is none, else null. */
    static @Nullable String install(WorkFolder work) {
        Path folder = work.folder(FOLDER);
        WorkFolder.copy(FOLDER, folder, "package.json", "package-lock.json", "server.js");
        return ForeignProcess.run(List.of("npm", "ci", "--no-audit", "--no-fund"), folder, Map.of());
    }

    static ServerUnderTest start(PeerSetup setup) {
        int port = Ports.free();
        List<String> command = new ArrayList<>(List.of(
                "node", "--max-old-space-size=" + ServerUnderTest.HEAP_MEGABYTES, "server.js", Integer.toString(port)));
        SelfSigned certificate = setup.certificate();
        if (certificate != null) {
            command.add(certificate.certificate().toAbsolutePath().toString());
            command.add(certificate.key().toAbsolutePath().toString());
        }
        ForeignProcess node = ForeignProcess.start(command, setup.work().folder(FOLDER), port);
        ServerEndpoint endpoint = new ServerEndpoint(
                List.of(node.url(certificate == null ? "http" : "https")),
                new SocketIoDialect(),
                setup.layout(),
                List.of());
        return new ServerUnderTest("socketio", node.meter(), endpoint, null, node.start(), node::close);
    }

    private SocketIoUnderTest() {}
}
