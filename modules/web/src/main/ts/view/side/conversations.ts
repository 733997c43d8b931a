// SPDX-License-Identifier: Apache-2.0

import { type LastMessage, type RoomFlags, type RoomInfo, titleOf } from "../../contract/roomList";
import { previewOf } from "../../text/preview";

/** A room as the list shows it. */
export interface Conversation {
  readonly room: string;
  readonly title: string;
  /** Who sent the newest message: "You" or a name; empty for the other user of a direct room, who is its title. */
  readonly from: string;
  /** Of the newest message; empty: there is none. */
  readonly preview: string;
  readonly unread: number;
  readonly mentions: number;
  /** Marked as unread by hand. */
  readonly isMarked: boolean;
  readonly isPinned: boolean;
  readonly isMuted: boolean;
  readonly isArchived: boolean;
  readonly isInvited: boolean;
}

const NO_FLAGS: RoomFlags = { marked: false, pinned: false, muted: false, archived: false };

/**
 * The list of rooms: those that the user has pinned, the others, and those that it has archived; of each the one with the
 * newest activity first, and those of which it is not known by name.
 *
 * @param reading the room that the user has before its eyes: there is nothing unread
 */
export function conversations(
  rooms: readonly RoomInfo[],
  me: string | undefined,
  reading: string | undefined,
): Conversation[] {
  const name = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });
  return [...rooms]
    .sort((a, b) => place(a) - place(b) || activity(b) - activity(a) || name.compare(titleOf(a), titleOf(b)))
    .map((info) => conversation(info, me, info.room === reading));
}

/** How many messages the user has not read in all rooms, but for those of which it wants no notice. */
export function unreadIn(rows: readonly Conversation[]): number {
  return rows.reduce((sum, { unread, isMuted, isArchived }) => sum + (isMuted || isArchived ? 0 : unread), 0);
}

/** A user who is only invited reads nothing yet. */
function conversation(info: RoomInfo, me: string | undefined, isReading: boolean): Conversation {
  const { marked, pinned, muted, archived } = info.flags ?? NO_FLAGS;
  const isInvited = info.role === "invited";
  const isRead = isReading || isInvited;
  return {
    room: info.room,
    title: titleOf(info),
    from: info.last && !isInvited ? from(info.last, me, info.kind) : "",
    preview: info.last && !isInvited ? preview(info.last) : "",
    unread: isRead ? 0 : (info.unread ?? 0),
    mentions: isRead ? 0 : (info.mentions ?? 0),
    isMarked: marked && !isRead,
    isPinned: pinned,
    isMuted: muted,
    isArchived: archived,
    isInvited,
  };
}

function place({ flags = NO_FLAGS }: RoomInfo): number {
  return flags.pinned ? 0 : flags.archived ? 2 : 1;
}

function activity({ at, last }: RoomInfo): number {
  return at ?? last?.at ?? 0;
}

function preview({ text, kind = "text", isDeleted = false }: LastMessage): string {
  return previewOf({ text, kind, isDeleted });
}

/** In a direct room it is the other user, after whom the room is called. */
function from({ sender, name }: LastMessage, me: string | undefined, kind: string): string {
  return sender === me ? "You" : kind === "direct" ? "" : (name ?? sender);
}
