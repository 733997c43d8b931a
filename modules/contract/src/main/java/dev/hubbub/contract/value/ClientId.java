// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id that a client gives its own message, so that it may send the message again: 1 to 64 printable ASCII
 * characters without a space.
 */
public record ClientId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ClientId {
        Check.printable("clientId", value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
