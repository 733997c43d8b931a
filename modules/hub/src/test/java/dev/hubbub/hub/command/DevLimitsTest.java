// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevLimitsTest {
    private static List<String> describe(ConfigSources sources) {
        return DevLimits.describe(limits(sources), limits(sources.withSuggestions(DevLimits.SUGGESTIONS)));
    }

    private static LimitsConfig limits(ConfigSources sources) {
        return ConfigLoader.load(sources).config().limits();
    }

    @Test
    void limitsThatAreNotSetAreRaisedAndPrinted() {
        assertThat(describe(ConfigSources.none()))
                .containsExactly("Raised for trying out: limits.messageBurst from 10 to 100,"
                        + " limits.messagesPerMinute from 30 to 600, limits.socketsPerUser from 5 to 50.");
    }

    @Test
    void fileThatRepeatsTheDefaultsSetsNothing() {
        ConfigSources repeated = new ConfigSources(Path.of("../../conf/hub.json"), Map.of(), Map.of(), null);
        assertThat(describe(repeated)).hasSize(1);
    }

    @Test
    void limitsThatAreSetStay(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("hub.json"), "{\"limits\": {\"socketsPerUser\": 7}}");
        Map<String, String> environment =
                Map.of("HUB_LIMITS_MESSAGES_PER_MINUTE", "30", "HUB_LIMITS_MESSAGE_BURST", "1000");
        ConfigSources sources = new ConfigSources(file, environment, Map.of(), null);
        assertThat(describe(sources)).isEmpty();
        assertThat(limits(sources.withSuggestions(DevLimits.SUGGESTIONS))
                        .requests()
                        .messageBurst())
                .isEqualTo(1_000);
    }
}
