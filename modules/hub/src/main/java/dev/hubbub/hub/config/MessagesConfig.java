// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.config.HookStageConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The keys {@code messages.*}.
 *
 * @param maxTextBytes the longest text of a message, in bytes of UTF-8, default 65,536; 0: half the largest frame
 * @param editMinutes how long senders edit a message, default {@value AccessConfig#ALWAYS}, which stands for no end; 0: never
 * @param hooks the stages that are asked about messages before they are stored, in their order, default none
 */
public record MessagesConfig(Integer maxTextBytes, Integer editMinutes, List<HookStageConfig> hooks) {
    public MessagesConfig {
        maxTextBytes = maxTextBytes == null ? Integer.valueOf(65_536) : maxTextBytes;
        editMinutes = editMinutes == null ? Integer.valueOf(AccessConfig.ALWAYS) : editMinutes;
        hooks = hooks == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(hooks));
    }

    MessagesConfig resolve(int maxFrameBytes) {
        return maxTextBytes == 0 ? new MessagesConfig(maxFrameBytes / 2, editMinutes, hooks) : this;
    }
}
