// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.value;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a token may allow beyond an ordinary user. */
public enum Grant {
    /** May create rooms where the configuration asks for a claim. */
    CREATE_ROOMS("create-rooms"),
    /** The server of the host app: may create rooms with chosen ids, and manage every room. */
    SERVER("server");

    private final String text;

    Grant(String text) {
        this.text = text;
    }

    @JsonValue
    @Override
    public String toString() {
        return text;
    }
}
