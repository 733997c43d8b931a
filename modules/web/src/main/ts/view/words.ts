// SPDX-License-Identifier: Apache-2.0
import type { Entry } from "../contract/entries";

const TIME = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const DAY_AND_YEAR = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });
const HOURS_24 = 86_400_000;

export function timeOfDay(at: number): string {
  return TIME.format(at);
}

export function fullTime(at: number): string {
  return FULL.format(at);
}

/** A moment in a sentence: the time of a moment of today, day and time of any other one. */
export function momentWords(at: number, now = Date.now()): string {
  return dayKey(at) === dayKey(now) ? TIME.format(at) : MOMENT.format(at);
}

/** Two times with the same key lie on the same local day. */
export function dayKey(at: number): string {
  return new Date(at).toDateString();
}

export function dayName(at: number, now = Date.now()): string {
  if (dayKey(at) === dayKey(now)) {
    return "Today";
  }
  if (dayKey(at) === dayKey(now - HOURS_24)) {
    return "Yesterday";
  }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? DAY : DAY_AND_YEAR).format(at);
}

/** "alice is typing…" for one, two or many. */
export function typingWords(names: readonly string[]): string {
  const [first, second] = names;
  if (first === undefined) {
    return "";
  }
  if (second === undefined) {
    return `${first} is typing…`;
  }
  return names.length === 2 ? `${first} and ${second} are typing…` : "Several people are typing…";
}

/** `hasMore`: there are others beside these. */
export function membersWords(count: number, hasMore: boolean): string {
  if (hasMore) {
    return `${count}+ members`;
  }
  return count === 1 ? "1 member" : `${count} members`;
}

/** What an entry that is no message tells; empty when there is nothing to tell. */
export function noticeWords(entry: Entry, nameOf: (user: string) => string): string {
  const sender = nameOf(entry.sender);
  const user = nameOf(entry.user);
  switch (entry.event) {
    case "created":
      return `${sender} created the room`;
    case "joined":
      return entry.user === entry.sender ? `${user} joined` : `${sender} added ${user}`;
    case "left":
      return `${user} left`;
    case "removed":
      return `${sender} removed ${user}`;
    case "invited":
      return `${sender} invited ${user}`;
    case "role":
      return `${sender} made ${user} ${withArticle(entry.role ?? "member")}`;
    case "muted":
      return entry.until === undefined ? `${sender} unmuted ${user}` : `${sender} muted ${user}`;
    case "banned":
      return `${sender} banned ${user}`;
    case "unbanned":
      return `${sender} lifted the ban of ${user}`;
    case "changed":
      return `${sender} changed the room`;
    case "pinned":
      return entry.change?.on ? `${sender} pinned a message` : `${sender} unpinned a message`;
    case "ended":
      return `${sender} ended the room`;
    default:
      return "";
  }
}

function withArticle(role: string): string {
  return /^[aeiou]/u.test(role) ? `an ${role}` : `a ${role}`;
}

/** One or two letters for an avatar. */
export function initials(name: string): string {
  const words = name.split(/[\s._@-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.map((word) => Array.from(word.replace(/^[^\p{L}\p{N}]+/u, ""))[0] ?? "");
  const last = letters.length > 1 ? letters[letters.length - 1] : "";
  return `${letters[0] ?? "?"}${last ?? ""}`.toUpperCase();
}
