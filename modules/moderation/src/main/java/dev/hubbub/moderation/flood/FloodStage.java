// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.flood;

import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.contract.hooks.MessageHooks.MessageQuestion;
import dev.hubbub.contract.moderation.FloodGuard.Count;
import dev.hubbub.contract.moderation.FloodGuard.Counted;
import dev.hubbub.contract.moderation.FloodGuard.Finding;
import dev.hubbub.moderation.config.FloodConfig;
import dev.hubbub.moderation.config.StageAction;
import dev.hubbub.moderation.stage.Stage;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/** Refuses or holds messages when a user sends too many to a room, or nearly the same one again and again. */
public final class FloodStage implements Stage {
    private final FloodConfig config;
    private final Function<Count, Future<Counted>> counts;

    /** @param counts asks the node that has the shard of the room */
    public FloodStage(FloodConfig config, Function<Count, Future<Counted>> counts) {
        this.config = config;
        this.counts = counts;
    }

    @Override
    public Future<MessageAnswer> judge(MessageQuestion message) {
        List<Long> sketch = message.text() == null ? List.of() : TextSketch.of(message.text());
        Count count = new Count(message.room(), message.sender(), message.clientId(), sketch, config.limits());
        return counts.apply(count).map(this::answer);
    }

    private MessageAnswer answer(Counted counted) {
        if (counted.finding() == Finding.FINE) {
            return MessageAnswer.PASSED;
        }
        String what = counted.finding() == Finding.FLOOD ? "too many messages" : "the same message again";
        String reason = what + "; retry after " + (counted.retryAfterMillis() + 999) / 1_000 + " s";
        return config.action() == StageAction.HOLD ? MessageAnswer.held(reason) : MessageAnswer.refused(reason);
    }
}
