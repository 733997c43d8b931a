// SPDX-License-Identifier: Apache-2.0
import type { Directory } from "../room/directory";
import type { Unsent } from "../room/unsent";
import type { Entry, Profile } from "../wire/contract";
import { dayKey, dayName, noticeWords } from "./words";

/** A line of the list. Rows with the same key are the same line, before and after a change. */
export type Row = DayRow | NoticeRow | MessageRow;

export interface DayRow {
  readonly kind: "day";
  readonly key: string;
  readonly text: string;
}

export interface NoticeRow {
  readonly kind: "notice";
  readonly key: string;
  readonly text: string;
  readonly at: number;
}

export interface MessageRow {
  readonly kind: "message";
  readonly key: string;
  readonly seq: number | undefined;
  readonly clientId: string;
  readonly sender: string;
  readonly name: string;
  readonly profile: Profile;
  readonly own: boolean;
  /** Whether it begins a group: it shows who speaks, and when. */
  readonly start: boolean;
  readonly text: string;
  readonly at: number;
  readonly state: "sent" | "pending" | "failed";
  readonly problem: string;
}

const GROUP_SPAN = 300_000;

/** Turns entries, and after them what is not yet sent, into lines: grouped by day, and by who speaks. */
export function arrange(entries: readonly Entry[], unsent: readonly Unsent[], me: string, directory: Directory): Row[] {
  const rows: Row[] = [];
  let day = "";
  const add = (at: number, key: string, row: (before: Row | undefined) => Row): void => {
    if (dayKey(at) !== day) {
      day = dayKey(at);
      rows.push({ kind: "day", key: `day ${key}`, text: dayName(at) });
    }
    rows.push(row(rows[rows.length - 1]));
  };
  for (const entry of entries) {
    if (entry.event === "message") {
      add(entry.at, keyOf(entry, me), (before) => sentRow(entry, me, directory, before));
    } else {
      const text = noticeWords(entry, (user) => directory.nameOf(user));
      if (text) {
        add(entry.at, `seq ${entry.seq}`, () => ({ kind: "notice", key: `seq ${entry.seq}`, text, at: entry.at }));
      }
    }
  }
  for (const message of unsent) {
    add(message.at, `own ${message.clientId}`, (before) => unsentRow(message, directory, before));
  }
  return rows;
}

/** An own message keeps its line when it is confirmed. */
function keyOf(entry: Entry, me: string): string {
  return entry.sender === me && entry.clientId ? `own ${entry.clientId}` : `seq ${entry.seq}`;
}

function sentRow(entry: Entry, me: string, directory: Directory, before: Row | undefined): MessageRow {
  const known = directory.profileOf(entry.sender);
  return {
    kind: "message",
    key: keyOf(entry, me),
    seq: entry.seq,
    clientId: entry.clientId ?? "",
    sender: entry.sender,
    name: entry.profile.name ?? directory.nameOf(entry.sender),
    profile: Object.keys(entry.profile).length > 0 ? entry.profile : known,
    own: entry.sender === me,
    start: beginsGroup(entry.sender, entry.at, before),
    text: entry.text,
    at: entry.at,
    state: "sent",
    problem: "",
  };
}

function unsentRow(message: Unsent, directory: Directory, before: Row | undefined): MessageRow {
  return {
    kind: "message",
    key: `own ${message.clientId}`,
    seq: message.seq,
    clientId: message.clientId,
    sender: message.user,
    name: directory.nameOf(message.user),
    profile: directory.profileOf(message.user),
    own: true,
    start: beginsGroup(message.user, message.at, before),
    text: message.text,
    at: message.at,
    state: message.state === "waiting" || message.state === "sending" ? "pending" : message.state,
    problem: message.problem ?? "",
  };
}

function beginsGroup(sender: string, at: number, before: Row | undefined): boolean {
  return before?.kind !== "message" || before.sender !== sender || at - before.at > GROUP_SPAN;
}
