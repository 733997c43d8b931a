// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import dev.hubbub.contract.entries.DeletedEntry;
import dev.hubbub.contract.entries.EditedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.entries.PinnedEntry;
import dev.hubbub.contract.entries.ReactedEntry;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Slice;
import dev.hubbub.contract.messages.MessageLookup;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.messages.Overlays.Mark;
import dev.hubbub.contract.messages.Overlays.Mentions;
import dev.hubbub.contract.messages.Overlays.Overlay;
import dev.hubbub.contract.messages.Overlays.Reaction;
import dev.hubbub.contract.messages.Overlays.RoomMention;
import dev.hubbub.contract.messages.Overlays.RoomMentions;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What becomes of the messages of a {@link FakeStore}: worked out anew from its entries at each change. */
final class FakeOverlays {
    private final FakeStore store;
    private final FakeUserRecords records;

    FakeOverlays(FakeStore store, FakeUserRecords records) {
        this.store = store;
        this.records = records;
    }

    Future<MessageLog.Appended> append(MessageLog.Append append) {
        return store.append(append).onSuccess(stored -> {
            Entry entry = append.entry();
            if (entry.fields().get("target") instanceof Number target) {
                keep(entry.room(), target.longValue());
            }
            if (ReactedEntry.KIND.is(entry)) {
                keepReaction(entry);
            }
            keepMentions(entry.stored(stored.seq(), stored.at()));
        });
    }

    Future<Slice> read(MessageLog.Read read) {
        return store.read(read)
                .map(slice -> new Slice(slice.entries().stream().map(this::now).toList()));
    }

    Future<Slice> messages(MessageLookup.Get request) {
        return Future.succeededFuture(new Slice(store.entries(request.room()).stream()
                .filter(entry -> request.seqs().contains(entry.seq()))
                .map(this::now)
                .toList()));
    }

    Future<Slice> replies(MessageLookup.Replies request) {
        List<Entry> all = repliesTo(request.room(), request.thread());
        Long after = request.after();
        if (after == null) {
            return Future.succeededFuture(
                    new Slice(all.subList(Math.max(0, all.size() - request.limit()), all.size())));
        }
        return Future.succeededFuture(new Slice(all.stream()
                .filter(entry -> entry.seq() > after)
                .limit(request.limit())
                .toList()));
    }

    Future<MessageLookup.Found> at(MessageLookup.At request) {
        long seq = store.entries(request.room()).stream()
                .filter(entry -> !entry.at().isBefore(request.at()))
                .mapToLong(Entry::seq)
                .findFirst()
                .orElse(request.head() + 1);
        return Future.succeededFuture(new MessageLookup.Found(request.room(), seq));
    }

    Future<MessageLookup.Versions> versions(MessageLookup.VersionsOf request) {
        return Future.succeededFuture(new MessageLookup.Versions(store.entries(request.room()).stream()
                .filter(entry ->
                        entry.seq() == request.seq() || (EditedEntry.KIND.is(entry) && target(entry) == request.seq()))
                .map(entry ->
                        new MessageLookup.Version(entry.seq(), entry.sender(), entry.at(), MessageEntry.text(entry)))
                .toList()));
    }

    private static long target(Entry entry) {
        return entry.fields().get("target") instanceof Number target ? target.longValue() : 0;
    }

    private Stream<Entry> changes(RoomId room, long seq) {
        return store.entries(room).stream().filter(entry -> target(entry) == seq);
    }

    private List<Entry> repliesTo(RoomId room, long thread) {
        return store.entries(room).stream()
                .filter(entry -> entry.fields().get("thread") instanceof Number first && first.longValue() == thread)
                .map(this::now)
                .toList();
    }

    private static Mark mark(Entry entry) {
        return new Mark(entry.seq(), entry.sender(), entry.at());
    }

    private Overlay overlay(RoomId room, long seq) {
        List<Long> edits = new ArrayList<>();
        Map<String, Long> reactions = new LinkedHashMap<>();
        Mark edited = null;
        Mark deleted = null;
        Mark pinned = null;
        for (Entry change : changes(room, seq).toList()) {
            if (EditedEntry.KIND.is(change)) {
                edits.add(change.seq());
                edited = mark(change);
            } else if (DeletedEntry.KIND.is(change)) {
                deleted = mark(change);
            } else if (PinnedEntry.KIND.is(change)) {
                pinned = PinnedEntry.KIND.read(change).on() ? mark(change) : null;
            } else if (ReactedEntry.KIND.is(change)) {
                ReactedEntry.Content content = ReactedEntry.KIND.read(change);
                reactions.merge(content.emoji(), content.on() ? 1L : -1L, Long::sum);
            }
        }
        reactions.values().removeIf(count -> count == 0);
        return new Overlay(
                edited,
                edits.isEmpty() ? null : edits,
                deleted,
                deleted == null ? pinned : null,
                reactions.isEmpty() ? null : reactions);
    }

    private Entry now(Entry entry) {
        if (!MessageEntry.KIND.is(entry)) {
            return entry;
        }
        Overlay overlay = overlay(entry.room(), entry.seq());
        Map<String, Object> fields = new LinkedHashMap<>(entry.fields());
        if (overlay.deleted() != null) {
            fields.keySet().retainAll(List.of("replyTo", "thread", "alsoInRoom"));
        } else if (overlay.edited() != null) {
            fields.keySet().removeAll(List.of("mentions", "mentionRoles", "mentionRoom"));
            changes(entry.room(), entry.seq())
                    .filter(EditedEntry.KIND::is)
                    .forEach(edit -> fields.putAll(edit.fields()));
            fields.remove("target");
        }
        fields.putAll(Json.write(overlay).getMap());
        fields.remove("edits");
        List<Entry> replies = repliesTo(entry.room(), entry.seq());
        if (!replies.isEmpty()) {
            fields.put("replies", Map.of("count", replies.size()));
        }
        return new Entry(
                entry.event(),
                entry.room(),
                entry.seq(),
                entry.sender(),
                entry.clientId(),
                entry.at(),
                entry.profile(),
                fields);
    }

    private void keep(RoomId room, long seq) {
        Overlay overlay = overlay(room, seq);
        records.put(Overlays.OVERLAY.put(Overlays.of(Overlays.OVERLAY, room, seq), overlay));
        RecordKey pin = Overlays.of(Overlays.PIN, room, seq);
        if (overlay.pinned() == null) {
            records.delete(new Records.Delete(pin, null));
        } else {
            records.put(Overlays.PIN.put(pin, overlay.pinned()));
        }
    }

    private void keepReaction(Entry entry) {
        Map<String, Boolean> emojis = new LinkedHashMap<>();
        changes(entry.room(), target(entry))
                .filter(change ->
                        ReactedEntry.KIND.is(change) && change.sender().equals(entry.sender()))
                .map(ReactedEntry.KIND::read)
                .forEach(content -> emojis.put(content.emoji(), content.on()));
        List<String> on = emojis.keySet().stream().filter(emojis::get).toList();
        records.put(Overlays.REACTION.put(
                Overlays.REACTION.key(entry.room().value(), Overlays.reactionKey(target(entry), entry.sender())),
                new Reaction(entry.sender(), on)));
    }

    private void keepMentions(Entry entry) {
        if (entry.fields().get("mentions") instanceof List<?> users) {
            users.forEach(user -> records.put(Overlays.MENTIONS.put(
                    Overlays.MENTIONS.key(
                            new UserId(String.valueOf(user)).value(),
                            entry.room().value()),
                    new Mentions(List.of(entry.seq())))));
        }
        Object roles = entry.fields().get("mentionRoles");
        boolean all = Boolean.TRUE.equals(entry.fields().get("mentionRoom"));
        if (all || roles instanceof List<?>) {
            List<Role> named = roles instanceof List<?> list
                    ? list.stream().map(role -> new Role(String.valueOf(role))).toList()
                    : null;
            records.put(Overlays.ROOM_MENTIONS.put(
                    Overlays.ROOM_MENTIONS.key(entry.room().value()),
                    new RoomMentions(List.of(new RoomMention(entry.seq(), all ? null : named)))));
        }
    }
}
