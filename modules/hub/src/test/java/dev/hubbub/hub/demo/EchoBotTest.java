// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.entries.MessageEntry;
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
    private final EchoBot bot = new EchoBot(() -> Future.succeededFuture(new Presence.States(members)), this::send);

    @Test
    void aUserWhoIsAloneIsAnswered() {
        assertThat(bot.onEntry(said("alice", 7, "hello")).result()).isTrue();
        assertThat(sent).containsExactly(new Messages.Send(DemoRoom.ID, new ClientId("echo-7"), "You said: hello"));
    }

    @Test
    void twoPeopleAreNotDisturbed() {
        members = online("alice", "bob", "echo");
        assertThat(bot.onEntry(said("alice", 7, "hello")).result()).isFalse();
        assertThat(sent).isEmpty();
    }

    @Test
    void offlineMembersDoNotCount() {
        members = Stream.concat(
                        online("alice", "echo").stream(), Stream.of(new Presence.State(new UserId("bob"), false, null)))
                .toList();
        assertThat(bot.onEntry(said("alice", 7, "hello")).result()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@echo hello", "/echo hello", "@Echo: hello", "@echo,  hello"})
    void mentionsAreAnswered(String text) {
        members = online("alice", "bob", "echo");
        assertThat(bot.onEntry(said("bob", 8, text)).result()).isTrue();
        assertThat(sent).extracting(Messages.Send::text).containsExactly("You said: hello");
    }

    @Test
    void aWordThatOnlyBeginsLikeTheMentionIsNone() {
        members = online("alice", "bob", "echo");
        assertThat(bot.onEntry(said("bob", 8, "@echoes of the past")).result()).isFalse();
    }

    @Test
    void itNeverAnswersItself() {
        assertThat(bot.onEntry(said("echo", 9, "@echo hello")).result()).isFalse();
    }

    @Test
    void otherRoomsAndOtherEntriesAreIgnored() {
        Caller alice = Caller.of("alice");
        Entry elsewhere = MessageEntry.KIND.entry(new RoomId("elsewhere"), alice, new ClientId("a"), "@echo hello");
        Entry joined = MembershipEntry.JOINED.entry(DemoRoom.ID, alice, new MemberContent(alice.user()));
        assertThat(bot.onEntry(elsewhere.stored(1, Instant.EPOCH)).result()).isFalse();
        assertThat(bot.onEntry(joined.stored(2, Instant.EPOCH)).result()).isFalse();
    }

    @Test
    void theSameMessageHasTheSameAnswer() {
        bot.onEntry(said("alice", 7, "hello"));
        bot.onEntry(said("alice", 7, "hello"));
        assertThat(sent).hasSize(2).extracting(Messages.Send::clientId).containsOnly(new ClientId("echo-7"));
    }

    @Test
    void aFloodIsAnsweredInPart() {
        Promise<Presence.States> later = Promise.promise();
        EchoBot slow = new EchoBot(later::future, this::send);
        List<Future<Boolean>> answers = new ArrayList<>();
        for (int seq = 1; seq <= 50; seq++) {
            answers.add(slow.onEntry(said("alice", seq, "hello")));
        }
        later.complete(new Presence.States(members));
        assertThat(answers).allMatch(Future::isComplete);
        assertThat(sent).hasSize(8);
        assertThat(slow.onEntry(said("alice", 51, "hello")).result()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"hello,You said: hello", "@echo,I repeat what you say", "'  hi ',You said: hi"})
    void itRepeatsTheText(String text, String answer) {
        assertThat(EchoBot.replyTo(text)).startsWith(answer);
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertThat(EchoBot.replyTo("😀".repeat(300))).isEqualTo("You said: " + "😀".repeat(200) + "…");
    }

    private Future<Messages.Sent> send(Messages.Send message) {
        sent.add(message);
        return Future.succeededFuture(new Messages.Sent(message.room(), sent.size(), Instant.EPOCH));
    }

    private static Entry said(String user, long seq, String text) {
        return MessageEntry.KIND
                .entry(DemoRoom.ID, Caller.of(user), new ClientId("c" + seq), text)
                .stored(seq, Instant.EPOCH);
    }

    private static List<Presence.State> online(String... users) {
        return Stream.of(users)
                .map(user -> new Presence.State(new UserId(user), true, null))
                .toList();
    }
}
