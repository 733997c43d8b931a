// SPDX-License-Identifier: Apache-2.0
import type { Entry, EntryKind } from "../contract/entries";
import { Code, Failure, wordsFor } from "../wire/failure";

/** `out`: left or removed, and not coming back unasked. `missing`: not there, or hidden from this user. */
export type RoomPhase = "entering" | "in" | "out" | "missing" | "refused";

/** What a room becomes for this user, and what is said about it. */
export interface Turn {
  readonly phase: RoomPhase;
  readonly words: string;
}

export const NO_MEMBER: Turn = { phase: "out", words: "You are no longer a member of this room." };

/** The user has left it itself. */
export const LEFT: Turn = { phase: "out", words: "You left this room." };

const NO_ROOM: Turn = { phase: "missing", words: "There is no such room, or it is not open to you." };
const HIDDEN: readonly number[] = [Code.FORBIDDEN, Code.NOT_FOUND];
const CHANGES: readonly EntryKind[] = ["created", "joined", "left", "removed", "banned"];

const ENDS: Partial<Record<EntryKind, string>> = {
  left: LEFT.words,
  removed: "You were removed from this room.",
  banned: "You were banned from this room.",
};

/** The hub did not let this user in, who was a member before or was not. */
export function afterRefusal(wasMember: boolean, error: unknown): Turn {
  if (wasMember) {
    return NO_MEMBER;
  }
  const isHidden = error instanceof Failure && HIDDEN.includes(error.code);
  return isHidden ? NO_ROOM : { phase: "refused", words: wordsFor(error) };
}

/** What entries say of the membership of this user, if it ended with them. */
export function afterEntries(entries: readonly Entry[], me: string): Turn | undefined {
  const mine = entries.filter(({ event, user }) => CHANGES.includes(event) && user === me);
  const latest = mine[mine.length - 1]?.event;
  if (entries.some(({ event }) => event === "ended")) {
    return { phase: "out", words: "This room has ended." };
  }
  const words = latest && ENDS[latest];
  return words === undefined ? undefined : { phase: latest === "banned" ? "refused" : "out", words };
}
