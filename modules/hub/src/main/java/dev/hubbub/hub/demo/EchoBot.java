// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.demo;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers a user who is alone in the lobby, so that a first message gets an answer, and every message that mentions the
 * bot. It does not disturb two people who talk to each other.
 */
final class EchoBot {
    private static final Pattern MENTION = Pattern.compile("^[@/]echo\\b[\\s,:]*", Pattern.CASE_INSENSITIVE);
    private static final int MAX_CHARACTERS = 200;
    private static final int MAX_CONCURRENT = 8;

    private final Supplier<Future<Presence.States>> presence;
    private final Function<Messages.Send, Future<Messages.Sent>> send;
    private int inProgress;

    /**
     * @param presence returns the members of the lobby
     * @param send sends a message there, as the bot
     */
    EchoBot(Supplier<Future<Presence.States>> presence, Function<Messages.Send, Future<Messages.Sent>> send) {
        this.presence = presence;
        this.send = send;
    }

    /** Completes with whether it answered. The same entry may arrive twice. */
    Future<Boolean> onEntry(Entry entry) {
        boolean isRelevant = MessageEntry.KIND.is(entry)
                && entry.room().equals(DemoRoom.ID)
                && !entry.sender().equals(DemoRoom.BOT_ID);
        String text = MessageEntry.text(entry);
        if (text == null || !isRelevant || inProgress >= MAX_CONCURRENT) {
            return Future.succeededFuture(false);
        }
        inProgress++;
        Matcher mention = MENTION.matcher(text);
        Future<Boolean> wanted = mention.find()
                ? Future.succeededFuture(true)
                : presence.get().map(states -> isAlone(entry.sender(), states.users()));
        return wanted.compose(yes -> yes ? answer(entry, text) : Future.succeededFuture(false))
                .onComplete(done -> inProgress--);
    }

    /** The clientId is derived from the message, so that the store drops a repeated answer. */
    private Future<Boolean> answer(Entry entry, String text) {
        ClientId once = new ClientId("echo-" + entry.seq());
        return send.apply(new Messages.Send(DemoRoom.ID, once, replyTo(text))).map(true);
    }

    static boolean isAlone(UserId writer, List<Presence.State> users) {
        return users.stream()
                .filter(Presence.State::online)
                .map(Presence.State::user)
                .allMatch(user -> user.equals(writer) || user.equals(DemoRoom.BOT_ID));
    }

    static String replyTo(String text) {
        String said = MENTION.matcher(text.strip()).replaceFirst("").strip();
        if (said.isEmpty()) {
            return "I repeat what you say: to you alone, or after @echo when others are here.";
        }
        int length = said.codePointCount(0, said.length());
        return length <= MAX_CHARACTERS
                ? "You said: " + said
                : "You said: " + said.substring(0, said.offsetByCodePoints(0, MAX_CHARACTERS)) + "…";
    }
}
