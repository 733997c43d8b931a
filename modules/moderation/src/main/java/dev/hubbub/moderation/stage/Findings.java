// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.stage;

import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.moderation.config.StageAction;
import dev.hubbub.moderation.text.Masking;
import dev.hubbub.moderation.text.Span;
import java.util.List;

/** Makes an answer of what a stage found in a text. */
public final class Findings {
    /** @param reason why the message is refused or held */
    public static MessageAnswer answer(StageAction action, String text, List<Span> found, String mask, String reason) {
        if (found.isEmpty()) {
            return MessageAnswer.PASSED;
        }
        return switch (action) {
            case MASK -> MessageAnswer.replaced(Masking.apply(text, found, mask));
            case REFUSE -> MessageAnswer.refused(reason);
            case HOLD -> MessageAnswer.held(reason);
        };
    }

    private Findings() {}
}
