// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

/**
 * The keys {@code messages.*}.
 *
 * @param maxTextBytes the longest text of a message, in bytes of UTF-8, default 65,536
 */
public record Messages(Integer maxTextBytes) {
    public Messages {
        maxTextBytes = maxTextBytes == null ? Integer.valueOf(65_536) : maxTextBytes;
    }
}
