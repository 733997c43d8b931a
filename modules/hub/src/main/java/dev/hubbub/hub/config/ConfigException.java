// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

/** A setting is wrong and the hub does not start; the message is for the operator and names the key. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one line: {@code key: value (expected: ...)} */
    public ConfigException(String message) {
        super(message, null, false, false);
    }
}
