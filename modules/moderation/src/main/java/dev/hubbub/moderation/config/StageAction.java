// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.config;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is done with a message in which a stage finds something. */
public enum StageAction {
    /** What was found is masked, and the message goes on. */
    MASK,
    /** The message is refused. */
    REFUSE,
    /** The message is kept until a moderator has looked at it. */
    HOLD;

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
