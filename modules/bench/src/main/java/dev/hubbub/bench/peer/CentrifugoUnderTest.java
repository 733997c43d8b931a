// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import dev.hubbub.bench.dialect.CentrifugoDialect;
import dev.hubbub.testkit.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Centrifugo, built from its source with Go. */
final class CentrifugoUnderTest {
    private static final String FOLDER = "centrifugo";
    private static final String SETTINGS = "centrifugo.json";
    private static final String MODULE = "github.com/centrifugal/centrifugo/v6@v6.9.1";

    /** Returns why there is none, else null. */
    static @Nullable String install(WorkFolder work) {
        Path folder = work.folder(FOLDER);
        WorkFolder.copy("", folder, SETTINGS);
        if (Files.isExecutable(folder.resolve(FOLDER))) {
            return null;
        }
        return ForeignProcess.run(
                List.of("go", "install", MODULE),
                folder,
                Map.of("GOBIN", folder.toAbsolutePath().toString()));
    }

    static ServerUnderTest start(PeerSetup setup) {
        int port = Ports.free();
        Path folder = setup.work().folder(FOLDER);
        ForeignProcess centrifugo = ForeignProcess.start(
                List.of(
                        folder.resolve(FOLDER).toAbsolutePath().toString(),
                        "--config=" + SETTINGS,
                        "--http_server.port=" + port),
                folder,
                port);
        ServerEndpoint endpoint =
                new ServerEndpoint(List.of(centrifugo.url("http")), new CentrifugoDialect(), setup.layout(), List.of());
        return new ServerUnderTest(
                "centrifugo", centrifugo.meter(), endpoint, null, centrifugo.start(), centrifugo::close);
    }

    private CentrifugoUnderTest() {}
}
