// SPDX-License-Identifier: Apache-2.0

import type { Entry, EntryKind } from "../../contract/entries";
import type { Directory } from "../../room/directory";
import type { Unsent } from "../../room/unsent";
import { dayKey, dayName } from "../words";
import { keyOf, type LogContext, type MessageRow, PLAIN_LOG, sentRow, unsentRow } from "./messageRow";
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

/** Turns entries, and after them what is not yet sent, into lines: grouped by day, and by who speaks. */
export function arrange(
  entries: readonly Entry[],
  unsent: readonly Unsent[],
  me: string,
  directory: Directory,
  log: LogContext = PLAIN_LOG,
): Row[] {
  const lines = new Lines(directory);
  for (const entry of entries) {
    if (entry.event === "message") {
      if (isShown(entry.content, log)) {
        lines.add(entry.at, keyOf(entry, me), (before) => sentRow(entry, { me, directory, log, before }));
      }
    } else if (!SILENT.includes(entry.event)) {
      lines.tell(entry);
    }
  }
  for (const message of unsent) {
    if (isShown(message.extras, log)) {
      const row = (before: MessageRow | undefined): MessageRow => unsentRow(message, { me, directory, log, before });
      lines.add(message.at, `own ${message.clientId}`, row);
    }
  }
  return lines.end();
}

/** The kinds that are seen at what they change, or not at all. */
const SILENT: readonly EntryKind[] = ["edited", "deleted", "reacted", "other"];

/** A reply in a thread is shown there, and in the room if its sender says so. */
function isShown(
  message: { readonly thread?: number; readonly alsoInRoom?: boolean } = {},
  { thread }: LogContext,
): boolean {
  return thread === undefined ? message.thread === undefined || message.alsoInRoom === true : true;
}

/** The lines so far, and the news that may become one line with what follows. */
class Lines {
  private readonly rows: Row[] = [];
  private news: Entry[] = [];
  private day = "";

  constructor(private readonly directory: Directory) {}

  add(at: number, key: string, row: (before: MessageRow | undefined) => MessageRow): void {
    this.flush(true);
    this.begin(at, key);
    const before = this.rows[this.rows.length - 1];
    this.rows.push(row(before?.kind === "message" ? before : undefined));
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
