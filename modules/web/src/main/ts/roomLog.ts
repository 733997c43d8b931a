// SPDX-License-Identifier: Apache-2.0

import type { Entry } from "./contract/entries";
import { messageActions } from "./room/messageRights";
import type { Outbox } from "./room/outbox";
import type { OwnRights } from "./room/ownRights";
import type { Room } from "./room/room";
import { arrange, type Row } from "./view/log/arrange";
import type { LogContext } from "./view/log/messageRow";

/** The lines of a room, with what this user can do about each message. */
export class RoomLog {
  constructor(
    private readonly room: Room,
    private readonly me: string,
    private readonly outbox: Outbox,
    private readonly rights: OwnRights,
    /** A message that another one answers, if it is known. */
    private readonly quoted: (seq: number) => Entry | undefined,
  ) {}

  /** The lines of these entries, of a thread or of the room, and what is not yet sent there. */
  rows(entries: readonly Entry[], thread: number | undefined): Row[] {
    const { id, directory } = this.room;
    const unsent = this.outbox.in(id).filter(({ extras }) => thread === undefined || extras.thread === thread);
    return arrange(entries, unsent, this.me, directory, this.context(thread));
  }

  private context(thread: number | undefined): LogContext {
    const mine = ownReactions(this.room.timeline.entries, this.me);
    return {
      quoted: this.quoted,
      actions: (entry) => messageActions(entry, this.rights, entry.sender === this.me),
      reacted: (seq, emoji) => mine.has(`${seq} ${emoji}`),
      role: this.rights.role,
      ...(thread !== undefined && { thread }),
    };
  }
}

/** What this user has reacted, as far as these entries tell it. */
export function ownReactions(entries: readonly Entry[], me: string): Set<string> {
  const mine = new Set<string>();
  for (const { event, sender, change } of entries) {
    if (event === "reacted" && sender === me && change) {
      const key = `${change.target} ${change.emoji}`;
      if (change.on) {
        mine.add(key);
      } else {
        mine.delete(key);
      }
    }
  }
  return mine;
}
