// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.demo;

import dev.hubbub.contract.entries.Entry;
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
 * Keeps company: answers who is alone in the lobby, so that a first message gets an answer, and whoever calls it.
 * Two people who talk to each other are left alone.
 */
final class EchoBot {
    private static final Pattern CALL = Pattern.compile("^[@/]echo\\b[\\s,:]*", Pattern.CASE_INSENSITIVE);
    private static final int MOST_CHARACTERS = 200;
    private static final int MOST_AT_ONCE = 8;

    private final Supplier<Future<Presence.States>> presence;
    private final Function<Messages.Send, Future<Messages.Sent>> send;
    private int busy;

    /**
     * @param presence the members of the lobby
     * @param send says something there, as the bot
     */
    EchoBot(Supplier<Future<Presence.States>> presence, Function<Messages.Send, Future<Messages.Sent>> send) {
        this.presence = presence;
        this.send = send;
    }

    /** Completes with whether it answered. Hearing an entry twice is harmless. */
    Future<Boolean> hear(Entry entry) {
        boolean concerns = entry.event() == Entry.Kind.MESSAGE
                && entry.room().equals(Lobby.ROOM)
                && !entry.sender().equals(Lobby.ECHO);
        if (!concerns || busy >= MOST_AT_ONCE) {
            return Future.succeededFuture(false);
        }
        busy++;
        Matcher call = CALL.matcher(entry.text());
        Future<Boolean> wanted = call.find()
                ? Future.succeededFuture(true)
                : presence.get().map(states -> isAlone(entry.sender(), states.users()));
        return wanted.compose(yes -> yes ? answer(entry) : Future.succeededFuture(false))
                .onComplete(done -> busy--);
    }

    /** The clientId comes from the message, so that the store knows the answer when it is given once more. */
    private Future<Boolean> answer(Entry entry) {
        ClientId once = new ClientId("echo-" + entry.seq());
        return send.apply(new Messages.Send(Lobby.ROOM, once, words(entry.text())))
                .map(true);
    }

    static boolean isAlone(UserId writer, List<Presence.State> users) {
        return users.stream()
                .filter(Presence.State::online)
                .map(Presence.State::user)
                .allMatch(user -> user.equals(writer) || user.equals(Lobby.ECHO));
    }

    static String words(String text) {
        String said = CALL.matcher(text.strip()).replaceFirst("").strip();
        if (said.isEmpty()) {
            return "I repeat what you say: to you alone, or after @echo when others are here.";
        }
        int length = said.codePointCount(0, said.length());
        return length <= MOST_CHARACTERS
                ? "You said: " + said
                : "You said: " + said.substring(0, said.offsetByCodePoints(0, MOST_CHARACTERS)) + "…";
    }
}
