// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignProcessTest {
    @TempDir
    Path folder;

    @Test
    void absentProgramIsNamed() {
        assertThat(ForeignProcess.run(List.of("no-such-program"), folder, Map.of()))
                .isEqualTo("there is no no-such-program here");
    }

    @Test
    void failureNamesCommandAndLog() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        assertThat(ForeignProcess.run(List.of(java, "--no-such-option"), folder, Map.of()))
                .isEqualTo(java + " --no-such-option failed, see " + folder.resolve("install.log"));
    }

    @Test
    void ownProcessHasMemoryAndHeap() {
        ProcessMeter own = ProcessMeter.of(ProcessHandle.current().pid(), true);

        assertThat(own.liveHeapBytes()).isPresent();
        assertThat(own.cpu()).isPositive();
    }
}
