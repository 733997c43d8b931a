// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import dev.hubbub.contract.entries.PinnedEntry;
import dev.hubbub.contract.entries.ReactedEntry;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.messages.Overlays.Mark;
import dev.hubbub.contract.messages.Overlays.Overlay;
import dev.hubbub.contract.messages.Overlays.Reaction;
import dev.hubbub.contract.messages.Overlays.Thread;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.StoredEntry;
import java.util.List;
import java.util.stream.Stream;

/** Entries whose effects need no other entry: messages, reactions, pins. Many are folded with one read of records. */
final class RunFold {
    /** How many users a thread shows. */
    private static final int MAX_USERS = 5;

    /** Whether an entry is one of these. */
    static boolean takes(StoredEntry entry) {
        return !entry.changesMessage() || ReactedEntry.KIND.is(entry.entry()) || PinnedEntry.KIND.is(entry.entry());
    }

    /** The records that an entry changes. */
    static List<RecordKey> keys(StoredEntry entry) {
        if (ReactedEntry.KIND.is(entry.entry())) {
            long target = entry.target();
            return List.of(overlay(entry, target), reaction(entry, target));
        }
        if (PinnedEntry.KIND.is(entry.entry())) {
            long target = entry.target();
            return List.of(overlay(entry, target), Overlays.of(Overlays.PIN, entry.room(), target));
        }
        Stream<RecordKey> mentions = MentionFold.of(entry, entry.sender()).keys(entry.room());
        return (entry.thread() == 0 ? mentions : Stream.concat(mentions, Stream.of(thread(entry)))).toList();
    }

    /**
     * Folds one entry.
     *
     * @return false: the records were read between two writes of another writer, and must be read again
     */
    static boolean fold(StoredEntry entry, FoldedRecords records) {
        if (ReactedEntry.KIND.is(entry.entry())) {
            return react(entry, ReactedEntry.KIND.read(entry.entry()), records);
        }
        if (PinnedEntry.KIND.is(entry.entry())) {
            pin(entry, PinnedEntry.KIND.read(entry.entry()), records);
        } else {
            MentionFold.of(entry, entry.sender()).replace(MentionFold.NONE, records, entry, entry.seq());
            if (entry.thread() > 0) {
                reply(entry, records);
            }
        }
        return true;
    }

    /** A count is written before the user who is counted: a user who is found without the count was written meanwhile. */
    private static boolean react(StoredEntry entry, ReactedEntry.Content content, FoldedRecords records) {
        RecordKey counts = overlay(entry, content.target());
        RecordKey own = reaction(entry, content.target());
        boolean isCounted = records.rank(counts) >= entry.seq();
        if (records.rank(own) >= entry.seq()) {
            return isCounted;
        }
        Overlay before = records.get(Overlays.OVERLAY, counts).orElse(Overlay.NONE);
        List<String> emojis =
                records.get(Overlays.REACTION, own).map(Reaction::emojis).orElse(List.of());
        boolean isRefused = content.on() && !OverlayFold.mayReact(before, content.emoji());
        if (content.on() == emojis.contains(content.emoji()) || isRefused) {
            return true;
        }
        if (!isCounted) {
            Overlay counted = OverlayFold.reacted(before, content.emoji(), content.on() ? 1 : -1);
            records.put(Overlays.OVERLAY, counts, entry.seq(), counted);
        }
        Stream<String> others = emojis.stream().filter(emoji -> !emoji.equals(content.emoji()));
        Stream<String> changed = content.on() ? Stream.concat(others, Stream.of(content.emoji())) : others;
        records.put(Overlays.REACTION, own, entry.seq(), new Reaction(entry.sender(), changed.toList()));
        return true;
    }

    /** The record of the pin is what the state of the message says. */
    private static void pin(StoredEntry entry, PinnedEntry.Content content, FoldedRecords records) {
        RecordKey state = overlay(entry, content.target());
        RecordKey pin = Overlays.of(Overlays.PIN, entry.room(), content.target());
        Overlay before = records.get(Overlays.OVERLAY, state).orElse(Overlay.NONE);
        Overlay after = records.rank(state) >= entry.seq() ? before : OverlayFold.pinned(before, entry, content.on());
        if (!after.equals(before)) {
            records.put(Overlays.OVERLAY, state, entry.seq(), after);
        }
        if (after.pinned() == null && records.rank(pin) < entry.seq()) {
            records.delete(Overlays.PIN, pin, entry.seq());
        }
        Mark pinned = after.pinned();
        if (pinned != null && records.rank(pin) < pinned.seq()) {
            records.put(Overlays.PIN, pin, pinned.seq(), pinned);
        }
    }

    private static void reply(StoredEntry entry, FoldedRecords records) {
        RecordKey key = thread(entry);
        if (records.rank(key) >= entry.seq()) {
            return;
        }
        Thread before = records.get(Overlays.THREAD, key).orElse(new Thread(0, OverlayFold.mark(entry), List.of()));
        List<UserId> users = Stream.concat(Stream.of(entry.sender()), before.users().stream())
                .distinct()
                .limit(MAX_USERS)
                .toList();
        records.put(Overlays.THREAD, key, entry.seq(), new Thread(before.count() + 1, OverlayFold.mark(entry), users));
    }

    private static RecordKey overlay(StoredEntry entry, long target) {
        return Overlays.of(Overlays.OVERLAY, entry.room(), target);
    }

    private static RecordKey reaction(StoredEntry entry, long target) {
        return Overlays.REACTION.key(entry.room().value(), Overlays.reactionKey(target, entry.sender()));
    }

    /** The record of the thread that a reply belongs to. */
    static RecordKey thread(StoredEntry reply) {
        return Overlays.of(Overlays.THREAD, reply.room(), reply.thread());
    }

    private RunFold() {}
}
