// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.hubbub.contract.value.Check;
import org.jspecify.annotations.Nullable;

/** Whether the entries of a room are stored: 1 to 32 letters, digits or {@code -}. */
public record Durability(@JsonValue String name) {
    /** Each entry is stored before it is acknowledged. */
    public static final Durability DURABLE = new Durability("durable");

    /** Entries are numbered, kept in memory for a while, and lost with the node that numbers them. */
    public static final Durability EPHEMERAL = new Durability("ephemeral");

    private static final int MAX_NAME = 32;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Durability {
        Check.id("durability", name, MAX_NAME, "-");
    }

    /** The durability that a field gives: {@link #DURABLE} where it is absent (null). */
    public static Durability orDurable(@Nullable Durability given) {
        return given == null ? DURABLE : given;
    }

    @Override
    public String toString() {
        return name;
    }
}
