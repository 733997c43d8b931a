// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.entries.MessageEntry.Content;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message holds, and the entries that change it. */
final class MessageEntryTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final Caller ANN = Caller.of("ann");
    private static final ClientId ID = new ClientId("c1");

    private static Content reply(Long thread, Boolean alsoInRoom) {
        return new Content(null, "text", null, null, thread, alsoInRoom, null, null, null);
    }

    private static Content mentioning(List<UserId> users, List<Role> roles) {
        return new Content(null, "text", null, null, null, null, users, roles, null);
    }

    @Test
    void textIsTheOnlyFieldOfAPlainMessage() {
        assertThat(MessageEntry.KIND.entry(TEA, ANN, ID, "hello").fields()).isEqualTo(Map.of("text", "hello"));
    }

    @Test
    void contentIsReadAsItWasWritten() {
        Content content = new Content(
                "code",
                "int i;",
                Map.of("language", "java"),
                3L,
                2L,
                true,
                List.of(new UserId("bob")),
                List.of(Role.MODERATOR),
                true);
        Entry entry = MessageEntry.KIND.entry(TEA, ANN, ID, content);
        MessageEntry.KIND.check(entry);
        assertThat(MessageEntry.KIND.read(entry)).isEqualTo(content);
        assertThat(entry.clientId()).isEqualTo(ID);
        assertThat(MessageEntry.text(entry)).isEqualTo("int i;");
    }

    @Test
    void replyThatOnlyItsThreadShowsDoesNotCountInTheRoom() {
        EntryKinds kinds = EntryKinds.STANDARD;
        assertThat(kinds.countsAsMessage(MessageEntry.KIND.entry(TEA, ANN, ID, reply(2L, null))))
                .isFalse();
        assertThat(kinds.countsAsMessage(MessageEntry.KIND.entry(TEA, ANN, ID, reply(2L, true))))
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reply(null, true))
                .withMessage("alsoInRoom: true (expected: only with thread)");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE})
    void otherMessagesAreNamedByTheirSeq(long seq) {
        assertThatIllegalArgumentException().isThrownBy(() -> reply(seq, null)).withMessageStartingWith("thread: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Content(null, "text", null, seq, null, null, null, null, null))
                .withMessageStartingWith("replyTo: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeletedEntry.Content(seq))
                .withMessageStartingWith("target: ");
    }

    @Test
    void mentionsAreBoundedAndEachOnce() {
        UserId bob = new UserId("bob");
        assertThat(mentioning(List.of(bob, bob), List.of()).mentions()).containsExactly(bob);
        assertThat(mentioning(List.of(bob, bob), List.of()).mentionRoles()).isNull();
        List<UserId> many =
                IntStream.range(0, 51).mapToObj(i -> new UserId("u" + i)).toList();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mentioning(many, null))
                .withMessage("mentions: 51 (expected: 0 to 50)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mentioning(null, Collections.nCopies(51, Role.OWNER)))
                .withMessage("mentionRoles: 51 (expected: 0 to 50)");
    }

    @Test
    void storedMessageNeedsAClientIdAndWhatItsKindNeeds() {
        Entry text = MessageEntry.KIND.entry(TEA, ANN, Content.text("hello"));
        assertThatThrownBy(() -> MessageEntry.KIND.check(text)).hasMessage("BAD_REQUEST: entry.clientId: missing");
        Entry nothing = new Entry("message", TEA, 0, ANN.user(), ID, null, null, Map.of());
        assertThatThrownBy(() -> MessageEntry.KIND.check(nothing))
                .isInstanceOf(HubException.class)
                .hasMessageStartingWith("BAD_REQUEST: text: missing");
        Entry song = new Entry("message", TEA, 0, ANN.user(), ID, null, null, Map.of("text", "la", "kind", "song"));
        assertThatThrownBy(() -> MessageEntry.KIND.check(song)).hasMessageStartingWith("BAD_REQUEST: kind: not known");
    }

    static List<Entry> changes() {
        return List.of(
                EditedEntry.KIND.entry(TEA, ANN, new EditedEntry.Content(2, "new", null, null, null)),
                DeletedEntry.KIND.entry(TEA, ANN, new DeletedEntry.Content(2)),
                ReactedEntry.KIND.entry(TEA, ANN, new ReactedEntry.Content(2, "👍", true)),
                PinnedEntry.KIND.entry(TEA, ANN, new PinnedEntry.Content(2, false)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changesNameTheirMessageAndAreNone(Entry change) {
        EntryKinds.STANDARD.check(change);
        assertThat(change.fields()).containsEntry("target", 2L);
        assertThat(EntryKinds.STANDARD.countsAsMessage(change)).isFalse();
        assertThat(EntryKinds.STANDARD.change(change).isNone()).isTrue();
        assertThat(change.clientId()).isNull();
        assertThatThrownBy(() -> EntryKinds.STANDARD.check(new Entry(
                        change.event(), TEA, 0, ANN.user(), null, null, null, Map.of("text", "x", "emoji", "x"))))
                .hasMessageStartingWith("BAD_REQUEST: target");
    }

    @ParameterizedTest
    @ValueSource(strings = {"👍", "❤️", "🧑🏽‍🤝‍🧑🏻", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", ":party:", "🏳️‍🌈"})
    void emojisOfAllKindsAreReactions(String emoji) {
        assertThat(new ReactedEntry.Content(2, emoji, true).emoji()).isEqualTo(emoji);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "👍 ", "\u200b", "a\u202eb", "\n", "0123456789012345678901234567890123"})
    void otherTextsAreNone(String emoji) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReactedEntry.Content(2, emoji, true))
                .withMessage("emoji: " + emoji.length()
                        + " characters (expected: one emoji, 1 to 32 visible characters without a space)");
    }
}
