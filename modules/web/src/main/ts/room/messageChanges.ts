// SPDX-License-Identifier: Apache-2.0
import { type Content, PLAIN, type ThreadSummary } from "../contract/content";
import type { Entry } from "../contract/entries";

const MOST_REPLIERS = 5;
const NO_REPLIES: ThreadSummary = { count: 0, last: 0, users: [] };

/** What a message holds beside its text. */
export function contentOf(message: Entry): Content {
  return message.content ?? PLAIN;
}

/** Whether only its thread shows it. */
export function isInThreadOnly(entry: Entry): boolean {
  return entry.content?.thread !== undefined && !entry.content.alsoInRoom;
}

/**
 * A message after an entry that changes it; the message itself where the entry changes another one, or is in it already: the
 * hub shows messages as they are, so that a change may come again after the message that has it.
 */
export function changed(message: Entry, by: Entry): Entry {
  const content = contentOf(message);
  const isNews = message.event === "message" && by.change?.target === message.seq && by.seq > content.changed;
  return isNews && !content.deleted ? change(message, { ...content, changed: by.seq }, by) : message;
}

function change(message: Entry, content: Content, by: Entry): Entry {
  const { emoji = "", on = false, text, mentions = content.mentions } = by.change ?? {};
  const mark = { seq: by.seq, by: by.sender, at: by.at };
  switch (by.event) {
    case "edited":
      return text === undefined
        ? { ...message, content } // A later change follows, which has replaced it.
        : { ...message, text, content: { ...content, mentions, edited: mark } };
    case "deleted":
      return deleted(message, { ...content, deleted: mark });
    case "reacted":
      return { ...message, content: { ...content, reactions: counted(content.reactions, emoji, on ? 1 : -1) } };
    case "pinned":
      return { ...message, content: pinned(content, on ? mark : undefined) };
    default:
      return message;
  }
}

/** What is left of a deleted message: who wrote it, when, and where it stood. */
function deleted(message: Entry, { replyTo, thread, alsoInRoom, deleted, replies, changed }: Content): Entry {
  const content = {
    ...PLAIN,
    alsoInRoom,
    changed,
    ...(replyTo !== undefined && { replyTo }),
    ...(thread !== undefined && { thread }),
    ...(deleted && { deleted }),
    ...(replies && { replies }),
  };
  return { ...message, text: "", content };
}

function pinned({ pinned: _, ...content }: Content, mark: Content["pinned"]): Content {
  return mark ? { ...content, pinned: mark } : content;
}

function counted(reactions: ReadonlyMap<string, number>, emoji: string, by: number): ReadonlyMap<string, number> {
  const next = new Map(reactions);
  const count = (next.get(emoji) ?? 0) + by;
  if (count > 0) {
    next.set(emoji, count);
  } else {
    next.delete(emoji);
  }
  return next;
}

/** The first message of a thread after one more reply; itself where it counts that one already. */
export function withReply(first: Entry, reply: Entry): Entry {
  const content = contentOf(first);
  const { count, last, users } = content.replies ?? NO_REPLIES;
  if (reply.seq <= last || reply.content?.deleted) {
    return first;
  }
  const repliers = [reply.sender, ...users.filter((user) => user !== reply.sender)].slice(0, MOST_REPLIERS);
  return { ...first, content: { ...content, replies: { count: count + 1, last: reply.seq, users: repliers } } };
}

/** The first message of a thread after a reply was deleted. */
export function withoutReply(first: Entry): Entry {
  const content = contentOf(first);
  const replies = content.replies ?? NO_REPLIES;
  return { ...first, content: { ...content, replies: { ...replies, count: Math.max(0, replies.count - 1) } } };
}
