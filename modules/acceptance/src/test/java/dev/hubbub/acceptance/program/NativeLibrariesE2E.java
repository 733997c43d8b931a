// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.testkit.process.HubProcess;
import dev.hubbub.testkit.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the native library of the store is unpacked, and what becomes of it. */
final class NativeLibrariesE2E {
    @TempDir
    private Path data;

    @Test
    void hubWithoutATemporaryDirectoryStarts() throws Exception {
        JavaCommand dev = HubProcess.command("dev", "--port", "0", "--data", data.toString())
                .option("-Djava.io.tmpdir=" + data.resolve("no such directory"));
        try (HubProcess hub = HubProcess.start(dev)) {
            assertThat(unpacked()).isNotEmpty();
            hub.stop();
        }
        assertThat(unpacked()).isEmpty();
    }

    @Test
    void copiesThatAKillLeavesAreRemovedByTheNextHubAndByNoOtherCommand() throws Exception {
        List<Path> left;
        try (HubProcess hub = HubProcess.dev(data)) {
            left = unpacked();
            assertThat(left).isNotEmpty();
            hub.kill();
        }
        assertThat(unpacked()).isEqualTo(left);
        try (HubProcess hub = HubProcess.dev(data)) {
            List<Path> own = unpacked();
            assertThat(own).isNotEmpty().doesNotContainAnyElementsOf(left);
            JavaCommand other = HubProcess.command("dev", "--port", "0", "--data", data.toString());
            JavaCommand.Finished refused = other.run();
            assertThat(refused.exit()).as("the directory is taken").isEqualTo(1);
            assertThat(refused.stderr()).contains(data.toString()).doesNotContain("\tat ");
            assertThat(refused.stdout()).doesNotContain("ready ");
            assertThat(other.arguments("token", "ann", "--data", data.toString())
                            .run()
                            .exit())
                    .isZero();
            assertThat(unpacked()).isEqualTo(own);
            assertThat(hub.token("ann")).isNotEmpty();
        }
    }

    private List<Path> unpacked() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("native"))) {
            return files.sorted().toList();
        }
    }
}
