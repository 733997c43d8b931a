// SPDX-License-Identifier: Apache-2.0

import type { Entry } from "../../contract/entries";
import type { Profile } from "../../contract/profile";
import type { Directory } from "../../room/directory";
import type { Unsent } from "../../room/unsent";
import { dayKey, dayName } from "../words";
import { noticesText } from "./notices";

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
  /** Tells apart those whose names look alike. */
  readonly mark: string;
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
  const lines = new Lines(directory);
  for (const entry of entries) {
    if (entry.event === "message") {
      lines.add(entry.at, keyOf(entry, me), (before) => sentRow(entry, me, directory, before));
    } else if (entry.event !== "other") {
      lines.tell(entry);
    }
  }
  for (const message of unsent) {
    lines.add(message.at, `own ${message.clientId}`, (before) => unsentRow(message, directory, before));
  }
  return lines.end();
}

/** The lines so far, and the news that may become one line with what follows. */
class Lines {
  private readonly rows: Row[] = [];
  private news: Entry[] = [];
  private day = "";

  constructor(private readonly directory: Directory) {}

  add(at: number, key: string, row: (before: Row | undefined) => Row): void {
    this.flush(true);
    this.begin(at, key);
    this.rows.push(row(this.rows[this.rows.length - 1]));
  }

  tell(entry: Entry): void {
    if (dayKey(entry.at) !== this.day) {
      this.flush(true);
      this.begin(entry.at, `seq ${entry.seq}`);
    }
    this.news.push(entry);
  }

  end(): Row[] {
    this.flush(false);
    return this.rows;
  }

  private begin(at: number, key: string): void {
    if (dayKey(at) !== this.day) {
      this.day = dayKey(at);
      this.rows.push({ kind: "day", key: `day ${key}`, text: dayName(at) });
    }
  }

  /** A line at the end grows at its end, any other one at its beginning: its key is where it does not grow. */
  private flush(followed: boolean): void {
    const [first] = this.news;
    const last = this.news[this.news.length - 1];
    if (first && last) {
      const text = noticesText(this.news, (user) => this.directory.labelOf(user));
      this.rows.push({ kind: "notice", key: `seq ${(followed ? last : first).seq}`, text, at: last.at });
      this.news = [];
    }
  }
}

/** An own message keeps its line when it is confirmed. */
function keyOf(entry: Entry, me: string): string {
  return entry.sender === me && entry.clientId ? `own ${entry.clientId}` : `seq ${entry.seq}`;
}

function sentRow(entry: Entry, me: string, directory: Directory, before: Row | undefined): MessageRow {
  const known = directory.profileOf(entry.sender);
  const name = entry.profile.name ?? directory.nameOf(entry.sender);
  return {
    kind: "message",
    key: keyOf(entry, me),
    seq: entry.seq,
    clientId: entry.clientId ?? "",
    sender: entry.sender,
    name,
    mark: directory.markOf(entry.sender, name),
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
    mark: "",
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
