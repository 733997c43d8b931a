// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

/**
 * The keys {@code messages.*}.
 *
 * @param maxTextBytes the longest text of a message, in bytes of UTF-8, default 65,536; 0: half the largest frame
 */
public record MessagesConfig(Integer maxTextBytes) {
    public MessagesConfig {
        maxTextBytes = maxTextBytes == null ? Integer.valueOf(65_536) : maxTextBytes;
    }

    MessagesConfig resolve(int maxFrameBytes) {
        return maxTextBytes == 0 ? new MessagesConfig(maxFrameBytes / 2) : this;
    }
}
