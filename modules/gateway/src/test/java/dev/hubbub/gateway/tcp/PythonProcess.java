// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An example of {@code modules/examples} in a process of its own. */
final class PythonProcess implements AutoCloseable {
    private final Process process;
    private final Path output;

    private PythonProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts an example, and waits until it serves. */
    static PythonProcess start(Path dir, String script, int port, Map<String, String> environment) throws IOException {
        Path output = Files.createTempFile(dir, "python", ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                "python3", "-B", Path.of("../examples").resolve(script).toString());
        builder.environment().putAll(environment);
        builder.environment().put("HUB_BRIDGE", "127.0.0.1:" + port);
        builder.environment().put("PROCESS_KEY", Processes.GUARD);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        PythonProcess started = new PythonProcess(process, output);
        await(script).until(() -> started.output().lines().anyMatch("ready"::equals));
        return started;
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** Ends it at once, by its process id. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
    }
}
