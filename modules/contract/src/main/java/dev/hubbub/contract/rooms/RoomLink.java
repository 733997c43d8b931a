// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import dev.hubbub.contract.value.Check;
import org.jspecify.annotations.Nullable;

/**
 * The object of the host app that a room is about.
 *
 * @param type what it is, for example {@code job}: 1 to 64 printable ASCII characters without a space
 * @param id which one: 1 to 255 of them
 * @param title what users see, 1 to 200 visible characters
 */
public record RoomLink(String type, String id, @Nullable String title) {
    public RoomLink {
        Check.printable("link.type", type, 64);
        Check.printable("link.id", id, 255);
        if (title != null) {
            Check.line("link.title", title, 200);
        }
    }
}
