// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.messages;

import dev.hubbub.access.blocks.DirectContacts;
import dev.hubbub.access.content.ContentLimits;
import dev.hubbub.access.content.MentionEvents;
import dev.hubbub.access.content.MentionRule;
import dev.hubbub.access.content.Mentions;
import dev.hubbub.access.content.ReferenceRule;
import dev.hubbub.access.held.MessageHolds;
import dev.hubbub.access.hooks.HookChain.Outcome;
import dev.hubbub.access.hooks.MessageDraft;
import dev.hubbub.access.hooks.MessageReviews;
import dev.hubbub.access.lookup.CachedMembership;
import dev.hubbub.access.lookup.CachedRoomLog;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.Messages.Mentioned;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.messages.Messages.Sent;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stores the messages of callers who may speak in the room. A cached membership saves a lookup. */
public final class MessageService {
    private static final String TEXT = "text";

    private final Checks checks;
    private final Moderation moderation;
    private final CachedRoomLog log;
    private final RoomQueues queues;
    private final MentionEvents mentions;
    private final SlowMode slowMode = new SlowMode(System::nanoTime);

    /**
     * What a message must pass.
     *
     * @param limits how much it holds
     * @param contacts who may write to whom in direct rooms
     * @param references which messages it may name
     * @param mentioned whom it may mention
     */
    public record Checks(
            ContentLimits limits,
            RoomPolicies policies,
            DirectContacts contacts,
            ReferenceRule references,
            MentionRule mentioned) {}

    /**
     * Who looks at messages before they are stored.
     *
     * @param reviews asks the stages in front of the store
     * @param holds keeps what a stage holds
     */
    public record Moderation(MessageReviews reviews, MessageHolds holds) {}

    /**
     * @param mentions tells users that a message mentions them
     */
    public MessageService(
            Checks checks, Moderation moderation, CachedRoomLog log, RoomQueues queues, MentionEvents mentions) {
        this.checks = checks;
        this.moderation = moderation;
        this.log = log;
        this.queues = queues;
        this.mentions = mentions;
    }

    /** About how many members of slow rooms are remembered. */
    public long slowMembers() {
        return slowMode.size();
    }

    public Future<Sent> send(Caller caller, Send send) {
        checks.limits().check(caller, send);
        if (!moderation.reviews().concern(caller)) {
            return append(caller, send);
        }
        String kind = send.kind() == null ? TEXT : send.kind();
        MessageDraft draft = new MessageDraft(send.room(), send.clientId(), kind, send.text(), send.data());
        return moderation
                .reviews()
                .review(
                        caller,
                        draft,
                        () -> queues.read(send.room(), () -> authorize(caller, send.room())),
                        new Reviewed(caller, send));
    }

    /** A message that the stages were asked about. */
    private final class Reviewed implements MessageReviews.Next<Sent> {
        private final Caller caller;
        private final Send send;

        Reviewed(Caller caller, Send send) {
            this.caller = caller;
            this.send = send;
        }

        @Override
        public Future<Sent> store(@Nullable String text) {
            return append(caller, send.withText(text));
        }

        @Override
        public Future<Sent> hold(Outcome outcome) {
            Send left = send.withText(outcome.textOf(send.text()));
            return moderation
                    .holds()
                    .keep(entry(caller, left), outcome.reason())
                    .map(released -> new Sent(send.room(), Objects.requireNonNull(released.seq()), released.at()));
        }
    }

    /** Stores a message that was held, in the name of its sender, if that may still send it. It waits in no slow room. */
    public Future<Sent> release(Caller sender, Send send) {
        return queues.append(
                send.room(),
                () -> authorize(sender, send.room())
                        .compose(known -> refer(sender, send, known))
                        .map(CachedMembership::membership),
                membership -> store(sender, send, membership));
    }

    private Future<Sent> append(Caller caller, Send send) {
        return queues.append(
                send.room(),
                () -> authorize(caller, send.room())
                        .compose(known -> refer(caller, send, known))
                        .compose(known -> inTurn(send, known)),
                membership -> store(caller, send, membership));
    }

    /** Fails if the caller may not speak in the room, or if the other user of a direct room is out of reach. */
    private Future<CachedMembership> authorize(Caller caller, RoomId room) {
        return log.require(caller, room, (details, actor) -> checks.policies()
                        .of(details.kind())
                        .may(Right.SEND, actor, details))
                .compose(known -> checks.contacts()
                        .requireIn(known.details(), caller.user())
                        .map(known));
    }

    /** Fails if the message names others, or mentions users, that it may not. */
    private Future<CachedMembership> refer(Caller caller, Send send, CachedMembership known) {
        boolean isAlone = send.replyTo() == null && send.thread() == null;
        if (isAlone && send.mentions() == null && send.mentionRoles() == null) {
            return Future.succeededFuture(known);
        }
        return checks.references()
                .require(send, known.details())
                .compose(found -> checks.mentioned().require(caller, send.room(), send.mentions(), send.mentionRoles()))
                .map(known);
    }

    /** Fails with TOO_MANY if the room is slow and the member has sent another message a short while ago. */
    private Future<Long> inTurn(Send send, CachedMembership known) {
        Integer seconds = known.details().slowSeconds();
        return known.member() == null || seconds == null
                ? Future.succeededFuture(known.membership())
                : slowMode.take(send, known.member(), seconds).map(known.membership());
    }

    private Future<Sent> store(Caller caller, Send send, long membership) {
        Entry entry = entry(caller, send);
        return log.append(caller, entry, membership)
                .onSuccess(stored ->
                        mentions.tell(new Mentioned(send.room(), stored.seq(), caller.user()), Mentions.of(entry)))
                .map(stored -> new Sent(send.room(), stored.seq(), stored.at()));
    }

    private static Entry entry(Caller caller, Send send) {
        return MessageEntry.KIND.entry(send.room(), caller, send.clientId(), send.content());
    }
}
