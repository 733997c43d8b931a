// SPDX-License-Identifier: Apache-2.0
import type { CurrentDetails } from "../room/currentDetails";
import type { OwnRights } from "../room/ownRights";
import { momentWords } from "./words";

/** Why this user cannot write in the room; nothing where it can. */
export function closedWords(details: CurrentDetails, mine: OwnRights): string | undefined {
  if (mine.may("send")) {
    return undefined;
  }
  if (details.isArchived) {
    return "This room is archived: its messages can be read, and no new ones are written.";
  }
  if (mine.until !== undefined) {
    return `You are muted until ${momentWords(mine.until)}. You can read meanwhile.`;
  }
  if (mine.role === "observer") {
    return "You are an observer in this room: you can read, and not write.";
  }
  return details.isReadOnly || details.isChannel
    ? "In this room owners and moderators write, and all others read."
    : "You cannot write in this room.";
}

/** How long this user waits between two messages, in seconds; 0: not at all. */
export function slowSeconds(details: CurrentDetails, mine: OwnRights): number {
  return mine.role === "owner" || mine.role === "moderator" ? 0 : details.slowSeconds;
}
