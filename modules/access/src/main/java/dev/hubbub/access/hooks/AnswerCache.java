// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.hooks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.access.hooks.HookChain.Outcome;
import dev.hubbub.contract.hooks.MessageHooks.MessageAction;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the stages said of messages that they did not refuse. So a message that its sender repeats with the same clientId is not
 * asked about again, and has the same text as before. Known on the node that has the shard of the room only.
 */
final class AnswerCache {
    /** How many characters are remembered, where each message counts as {@value #EACH} more. */
    static final int MAX_CHARACTERS = 8_000_000;

    private static final int EACH = 200;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Cache<Message, Future<Outcome>> outcomes = Caffeine.newBuilder()
            .executor(Runnable::run)
            .<Message, Future<Outcome>>weigher((message, outcome) -> message.length() + length(outcome))
            .maximumWeight(MAX_CHARACTERS)
            .expireAfterWrite(KEPT)
            .build();

    private record Message(UserId sender, MessageDraft draft) {
        int length() {
            int data = draft.data() == null ? 0 : draft.data().toString().length();
            return EACH + AnswerCache.length(draft.text()) + data;
        }
    }

    private static int length(Future<Outcome> outcome) {
        return outcome.succeeded() ? length(outcome.result().text()) : 0;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** About how many messages it remembers. */
    long size() {
        return outcomes.estimatedSize();
    }

    /** What is remembered of this message, or what the stages say of it now. */
    Future<Outcome> get(UserId sender, MessageDraft draft, Supplier<Future<Outcome>> stages) {
        if (draft.clientId() == null) {
            return stages.get();
        }
        Message message = new Message(sender, draft);
        Future<Outcome> known = outcomes.getIfPresent(message);
        if (known != null) {
            return known;
        }
        Future<Outcome> asked = stages.get();
        outcomes.put(message, asked);
        asked.onComplete(done -> keepUnlessRefused(message, asked));
        return asked;
    }

    /** A message that is refused leaves nothing behind: when it is sent again, it is asked about again. */
    private void keepUnlessRefused(Message message, Future<Outcome> asked) {
        if (asked.succeeded() && asked.result().action() != MessageAction.REFUSE) {
            outcomes.put(message, asked); // it is longer than before
        } else {
            outcomes.invalidate(message);
        }
    }
}
