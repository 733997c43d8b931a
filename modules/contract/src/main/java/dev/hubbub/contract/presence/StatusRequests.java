// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.presence;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.address.UserScoped;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.UserId;
import org.jspecify.annotations.Nullable;

/** What users choose to be shown as. */
public final class StatusRequests {
    /** How long the text of a status may be. */
    public static final int MAX_TEXT = 100;

    /** The caller chooses what others see: a status, and a text beside it. It holds until the next choice. */
    public static final Rpc<Choose, Chosen> STATUS =
            new Rpc<>("api.presence.status", Choose.class, Chosen.class).idempotent();

    /** A user has chosen another status, which is stored: the owner of the user's shard reads it again. */
    public static final Rpc<Refresh, Refreshed> REFRESH = Service.PRESENCE
            .rpc("svc.presence.refresh", Refresh.class, Refreshed.class)
            .idempotent();

    /** @param text one line of 1 to {@value #MAX_TEXT} visible characters; absent: none */
    public record Choose(PresenceStatus status, @Nullable String text) {
        public Choose {
            if (Check.present("status", status) == PresenceStatus.OFFLINE) {
                throw new IllegalArgumentException("status: offline (expected: online, away or invisible)");
            }
            if (text != null) {
                Check.line("text", text, MAX_TEXT);
            }
        }
    }

    /** What others see from now on, while the user is connected. */
    public record Chosen(PresenceStatus status, @Nullable String text) {}

    /** The user who has chosen. */
    public record Refresh(UserId user) implements UserScoped {
        public Refresh {
            Check.present("user", user);
        }
    }

    /** The choice is applied. */
    public record Refreshed(UserId user) {}

    private StatusRequests() {}
}
