// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.stage;

import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.contract.hooks.MessageHooks.MessageQuestion;
import io.vertx.core.Future;

/** Says of a message what is to become of it. */
public interface Stage {
    /** Takes time in proportion to the length of the text, whatever the text is. */
    Future<MessageAnswer> judge(MessageQuestion message);
}
