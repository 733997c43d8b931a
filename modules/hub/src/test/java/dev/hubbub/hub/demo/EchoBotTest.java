// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EchoBotTest {
    private final List<Messages.Send> sent = new ArrayList<>();
    private List<Presence.State> members = online("alice", "echo");
    private final EchoBot echo = new EchoBot(() -> Future.succeededFuture(new Presence.States(members)), this::send);

    @Test
    void whoIsAloneIsAnswered() {
        assertThat(echo.hear(said("alice", 7, "hello")).result()).isTrue();
        assertThat(sent).containsExactly(new Messages.Send(Lobby.ROOM, new ClientId("echo-7"), "You said: hello"));
    }

    @Test
    void twoPeopleAreNotDisturbed() {
        members = online("alice", "bob", "echo");
        assertThat(echo.hear(said("alice", 7, "hello")).result()).isFalse();
        assertThat(sent).isEmpty();
    }

    @Test
    void somebodyOfflineIsNoCompany() {
        members = Stream.concat(
                        online("alice", "echo").stream(), Stream.of(new Presence.State(new UserId("bob"), false, null)))
                .toList();
        assertThat(echo.hear(said("alice", 7, "hello")).result()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@echo hello", "/echo hello", "@Echo: hello", "@echo,  hello"})
    void whoeverCallsIsAnswered(String text) {
        members = online("alice", "bob", "echo");
        assertThat(echo.hear(said("bob", 8, text)).result()).isTrue();
        assertThat(sent).extracting(Messages.Send::text).containsExactly("You said: hello");
    }

    @Test
    void aWordThatOnlyBeginsLikeTheCallIsNone() {
        members = online("alice", "bob", "echo");
        assertThat(echo.hear(said("bob", 8, "@echoes of the past")).result()).isFalse();
    }

    @Test
    void itNeverAnswersItself() {
        assertThat(echo.hear(said("echo", 9, "@echo hello")).result()).isFalse();
    }

    @Test
    void otherRoomsAndOtherEntriesAreNoneOfItsBusiness() {
        Caller alice = Caller.of("alice");
        Entry elsewhere = Entry.message(new RoomId("elsewhere"), alice, new ClientId("a"), "@echo hello");
        Entry joined = Entry.membership(Entry.Kind.JOINED, Lobby.ROOM, alice, alice.user());
        assertThat(echo.hear(elsewhere.stored(1, Instant.EPOCH)).result()).isFalse();
        assertThat(echo.hear(joined.stored(2, Instant.EPOCH)).result()).isFalse();
    }

    @Test
    void theSameMessageHasTheSameAnswer() {
        echo.hear(said("alice", 7, "hello"));
        echo.hear(said("alice", 7, "hello"));
        assertThat(sent).hasSize(2).extracting(Messages.Send::clientId).containsOnly(new ClientId("echo-7"));
    }

    @Test
    void aFloodIsAnsweredInPart() {
        Promise<Presence.States> later = Promise.promise();
        EchoBot slow = new EchoBot(later::future, this::send);
        List<Future<Boolean>> answers = new ArrayList<>();
        for (int seq = 1; seq <= 50; seq++) {
            answers.add(slow.hear(said("alice", seq, "hello")));
        }
        later.complete(new Presence.States(members));
        assertThat(answers).allMatch(Future::isComplete);
        assertThat(sent).hasSize(8);
        assertThat(slow.hear(said("alice", 51, "hello")).result()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"hello,You said: hello", "@echo,I repeat what you say", "'  hi ',You said: hi"})
    void itSaysWhatItHeard(String text, String answer) {
        assertThat(EchoBot.words(text)).startsWith(answer);
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertThat(EchoBot.words("😀".repeat(300))).isEqualTo("You said: " + "😀".repeat(200) + "…");
    }

    private Future<Messages.Sent> send(Messages.Send message) {
        sent.add(message);
        return Future.succeededFuture(new Messages.Sent(message.room(), sent.size(), Instant.EPOCH));
    }

    private static Entry said(String user, long seq, String text) {
        return Entry.message(Lobby.ROOM, Caller.of(user), new ClientId("c" + seq), text)
                .stored(seq, Instant.EPOCH);
    }

    private static List<Presence.State> online(String... users) {
        return Stream.of(users)
                .map(user -> new Presence.State(new UserId(user), true, null))
                .toList();
    }
}
