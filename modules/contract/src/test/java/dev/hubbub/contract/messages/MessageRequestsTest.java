// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hubbub.contract.entries.MessageEntry.Content;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.messages.Overlays.Mark;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests about messages hold, and what is derived from them. */
final class MessageRequestsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final ClientId ID = new ClientId("c1");

    @Test
    void whatIsAbsentIsStoredAsWhatItStandsFor() {
        Send said = new Send(TEA, ID, "text", "hello", null, null, 2L, false, List.of(), null, false);
        Send same = new Send(TEA, ID, null, "hello", null, null, 2L, null, null, List.of(), null);
        assertThat(said.content()).isEqualTo(same.content());
        assertThat(new Send(TEA, ID, "hello").content()).isEqualTo(Content.text("hello"));
    }

    @Test
    void reactionsAndPinsAreOnUnlessTheyAreTakenBack() {
        JsonObject json = new JsonObject().put("room", "tea").put("seq", 2).put("emoji", "👍");
        assertThat(Json.read(json, MessageChanges.React.class).on()).isTrue();
        assertThat(Json.read(json, MessageChanges.Pin.class).on()).isTrue();
        assertThat(Json.read(json.put("on", false), MessageChanges.Pin.class).on())
                .isFalse();
        assertThat(MessageChanges.Changed.already(TEA, 2)).isEqualTo(new MessageChanges.Changed(TEA, 2, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👍",
                "❤️",
                "🧑🏽‍🤝‍🧑🏻",
                "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                "1️⃣",
                "#️⃣",
                "ℹ️",
                "Ⓜ️",
                "©",
                "🏳️‍🌈",
                "🇩🇪",
                "🫪",
                ":party:",
                ":+1:",
                ":1234:",
                ":a_b-c:"
            })
    void oneEmojiOrOneNameIsAReaction(String emoji) {
        assertThat(new MessageChanges.React(TEA, 2, emoji, true).emoji()).isEqualTo(emoji);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+4915112345678",
                "ann@example.com",
                "call",
                "a",
                "7",
                "①②③④⑤⑥⑦⑧",
                "1️⃣7️⃣0️⃣1️⃣2️⃣3️⃣",
                "👍👍",
                ":017012345:",
                ":ann.example.com:",
                "::",
                ":party",
                "電話",
                "\u0660"
            })
    void wordsAndNumbersAreForMessages(String emoji) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessageChanges.React(TEA, 2, emoji, true))
                .withMessage(
                        "emoji: " + emoji.length() + " characters (expected: one emoji, or a name such as :party:)");
        assertThat(new MessageChanges.React(TEA, 2, emoji, false).on())
                .as("what an older hub has taken is taken back")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, seq", "-1, seq", "9223372036854775807, seq"})
    void messagesAreNamedByTheirSeq(long seq, String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessageChanges.Delete(TEA, seq))
                .withMessageStartingWith(field);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessagePages.Edits(TEA, seq))
                .withMessageStartingWith(field);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessagePages.Around(TEA, seq, null, null))
                .withMessageStartingWith(field);
    }

    @Test
    void pageIsAroundOneMessageOrOneTime() {
        assertThat(new MessagePages.Around(TEA, 7L, null, null).limit()).isEqualTo(50);
        assertThat(new MessagePages.Around(TEA, null, Instant.EPOCH, 500).limit())
                .isEqualTo(Messages.MAX_PAGE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessagePages.Around(TEA, 7L, Instant.EPOCH, null))
                .withMessageStartingWith("seq: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessagePages.Around(TEA, null, null, null))
                .withMessageStartingWith("seq: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessagePages.Around(TEA, 7L, null, 0))
                .withMessage("limit: 0 (expected: 1 or more)");
    }

    @Test
    void pagesBeginWhereTheLastOneEnded() {
        assertThat(new MessagePages.OfThread(TEA, 2, 0L, 7).limit()).isEqualTo(7);
        assertThat(new MessagePages.Pins(TEA, null, null).limit()).isEqualTo(50);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessagePages.OfThread(TEA, 2, -1L, null))
                .withMessageStartingWith("after: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessagePages.Pins(TEA, 0L, null))
                .withMessageStartingWith("before: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessagePages.Reactions(TEA, 2, "👍", "a b"))
                .withMessageStartingWith("after: ");
    }

    @Test
    void lookUpsAreBounded() {
        List<Long> many =
                LongStream.rangeClosed(1, Messages.MAX_PAGE + 1).boxed().toList();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessageLookup.Get(TEA, many))
                .withMessage("seqs: 101 (expected: 0 to 100)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MessageLookup.Replies(TEA, 2, null, 0))
                .withMessageStartingWith("limit: ");
    }

    @Test
    void keysOfMessagesSortAsTheirNumbersDo() {
        assertThat(Overlays.key(9)).isLessThan(Overlays.key(10)).hasSize(19);
        assertThat(Overlays.of(Overlays.PIN, TEA, 2).scope()).isEqualTo("tea");
        Overlays.Overlay pinned =
                new Overlays.Overlay(null, null, null, new Mark(3, new UserId("ann"), Instant.EPOCH), Map.of("👍", 2L));
        assertThat(Json.read(Json.write(pinned), Overlays.Overlay.class)).isEqualTo(pinned);
        assertThat(Json.read(new JsonObject(), Overlays.Overlay.class)).isEqualTo(Overlays.Overlay.NONE);
    }
}
