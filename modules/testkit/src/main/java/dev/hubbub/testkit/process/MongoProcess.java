// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.process;

import dev.hubbub.testkit.mongo.MongoTestServer;
import java.nio.file.Path;

/** A {@link MongoTestServer} in its own process, for tests that kill it, and for hubs that share it. */
public final class MongoProcess {
    private static final String LOGGING = "-Dlogback.configurationFile=dev/hubbub/testkit/mongo/logback.xml";

    /** The command for a server on this port; 0 takes a free one. */
    public static JavaCommand command(Path data, int port) {
        JavaCommand command = JavaCommand.main(
                        MongoTestServer.class, "--port", String.valueOf(port), "--data", data.toString())
                .option(LOGGING);
        return HubProcess.startsQuickly() ? command.quick() : command;
    }

    /** Starts a server on a free port, and waits until it is ready. Its URL is the connection string. */
    public static JavaProcess start(Path data) {
        return command(data, 0).start();
    }

    private MongoProcess() {}
}
