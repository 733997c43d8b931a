// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.changes;

import dev.hubbub.access.content.ContentLimits;
import dev.hubbub.access.content.MentionEvents;
import dev.hubbub.access.hooks.MessageDraft;
import dev.hubbub.access.hooks.MessageReviews;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageChanges.Changed;
import dev.hubbub.contract.messages.MessageChanges.Delete;
import dev.hubbub.contract.messages.MessageChanges.Edit;
import dev.hubbub.contract.messages.MessageChanges.Pin;
import dev.hubbub.contract.messages.MessageChanges.React;
import dev.hubbub.contract.messages.Messages.Mentioned;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import java.util.Objects;

/** Changes messages as callers ask. An edit passes the same stages as a message before it is stored. */
public final class ChangeService {
    private final ChangeWriter writer;
    private final ChangeRules rules;
    private final ContentLimits limits;
    private final MessageReviews reviews;
    private final MentionEvents mentions;

    /**
     * @param limits how much a text holds
     * @param reviews asks the stages in front of the store
     * @param mentions tells users that an edit mentions them
     */
    public ChangeService(
            ChangeWriter writer,
            ChangeRules rules,
            ContentLimits limits,
            MessageReviews reviews,
            MentionEvents mentions) {
        this.writer = writer;
        this.rules = rules;
        this.limits = limits;
        this.reviews = reviews;
        this.mentions = mentions;
    }

    public Future<Changed> edit(Caller caller, Edit body) {
        limits.checkText(body.text());
        if (!reviews.concern(caller)) {
            return write(caller, body);
        }
        return writer.allow(caller, body.room(), body.seq(), new EditChange(caller, body, rules))
                .compose(allowed -> reviews.review(
                        caller,
                        new MessageDraft(body.room(), null, kind(allowed.target()), body.text(), null),
                        () -> Future.succeededFuture(allowed.caller()),
                        text -> write(caller, body.withText(Objects.requireNonNull(text)))));
    }

    private static String kind(Entry message) {
        return message.fields().get("kind") instanceof String kind ? kind : "text";
    }

    private Future<Changed> write(Caller caller, Edit body) {
        EditChange change = new EditChange(caller, body, rules);
        return writer.write(caller, body.room(), body.seq(), change).onSuccess(stored -> {
            if (stored.seq() != null) {
                mentions.tell(new Mentioned(body.room(), body.seq(), caller.user()), change.added());
            }
        });
    }

    public Future<Changed> delete(Caller caller, Delete body) {
        return writer.write(caller, body.room(), body.seq(), new DeleteChange(caller, body, rules));
    }

    public Future<Changed> react(Caller caller, React body) {
        return writer.write(caller, body.room(), body.seq(), new ReactChange(caller, body, rules));
    }

    public Future<Changed> pin(Caller caller, Pin body) {
        return writer.write(caller, body.room(), body.seq(), new PinChange(caller, body, rules));
    }
}
