// SPDX-License-Identifier: Apache-2.0
import type { Entry } from "../contract/entries";
import { changed, withoutReply, withReply } from "./messageChanges";

const MOST_EARLY = 500;

/**
 * The entries of a room as this page knows them: one run without a hole and without a duplicate. Entries that come
 * before their turn wait outside the run; `missing` says that something has to be fetched. Messages are as the run has left
 * them: an entry that changes one is applied when its turn has come.
 */
export class Timeline {
  private run: Entry[] = [];
  private readonly early = new Map<number, Entry>();
  private started = false;
  private head = 0;

  /** `corrected`: an entry of the run is not what this page took it for. */
  constructor(private readonly corrected: () => void = () => undefined) {}

  get entries(): readonly Entry[] {
    return this.run;
  }

  /** The number of the first entry of the run; 1 means that there is nothing older. */
  get first(): number {
    return this.run[0]?.seq ?? 1;
  }

  get last(): number {
    return this.run[this.run.length - 1]?.seq ?? 0;
  }

  /** Whether the run began with a page of history. */
  get isStarted(): boolean {
    return this.started;
  }

  get missing(): boolean {
    return !this.started || this.last < this.head;
  }

  /** How many entries lie between the run and the newest one known of. */
  get behind(): number {
    return Math.max(0, this.head - this.last);
  }

  /** The room is known to have entries up to this one. */
  expect(head: number): void {
    this.head = Math.max(this.head, head);
  }

  /** Begins the run with the newest page. Gives what came into it. */
  start(page: readonly Entry[]): Entry[] {
    this.started = true;
    const [oldest] = page;
    if (oldest && this.run.length === 0) {
      this.append(oldest);
      return [oldest, ...this.add(page)];
    }
    return this.add(page);
  }

  /** Takes entries, in any order, known ones too. Gives those that the run grew by at its end. */
  add(entries: readonly Entry[]): Entry[] {
    const grown: Entry[] = [];
    for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) {
      this.expect(entry.seq);
      if (this.started && entry.seq === this.last + 1) {
        this.append(entry);
        grown.push(entry);
      } else if (!this.started || entry.seq > this.last) {
        this.keepEarly(entry);
      } else if (this.at(entry.seq)?.isOwnCopy) {
        this.correct(entry);
      }
    }
    return this.started ? grown.concat(this.drain()) : [];
  }

  /** Takes a page of older entries. Gives how many of them are new. */
  addOlder(page: readonly Entry[]): number {
    const older = [...page].sort((a, b) => b.seq - a.seq);
    const found: Entry[] = [];
    let next = this.first - 1;
    for (const entry of older) {
      if (entry.seq === next) {
        found.push(entry);
        next -= 1;
      }
    }
    this.run.unshift(...found.reverse());
    for (const entry of [...this.run]) {
      this.apply(entry); // The page may be older than a change that has come meanwhile.
    }
    return found.length;
  }

  /** The entry with this number, if it is in the run. */
  at(seq: number): Entry | undefined {
    return this.run[seq - this.first];
  }

  /** Forgets the oldest entries beyond a number; they can be fetched again. */
  trim(most: number): void {
    if (this.run.length > most) {
      this.run = this.run.slice(-most);
    }
  }

  /** Forgets the run, to begin anew with the newest page. */
  reset(): void {
    this.run = [];
    this.started = false;
  }

  /** Forgets everything: what it knows is of another log. */
  forget(): void {
    this.reset();
    this.early.clear();
    this.head = 0;
  }

  /** What this page has put there was only what it had sent. */
  private correct(entry: Entry): void {
    const index = entry.seq - this.first;
    this.run[index] = entry;
    for (const later of this.run.slice(index + 1)) {
      this.apply(later);
    }
    this.corrected();
  }

  private append(entry: Entry): void {
    this.run.push(entry);
    this.apply(entry);
  }

  private apply(entry: Entry): void {
    const { change, content } = entry;
    if (change) {
      this.alter(change.target, (message) => changed(message, entry));
    } else if (content?.thread !== undefined) {
      this.alter(content.thread, (first) => withReply(first, entry));
    }
  }

  private alter(seq: number, alter: (message: Entry) => Entry): void {
    const before = this.at(seq);
    const after = before && alter(before);
    if (!after || after === before) {
      return;
    }
    this.run[seq - this.first] = after;
    const { content } = after;
    if (content?.deleted && content.thread !== undefined) {
      this.alter(content.thread, withoutReply);
    }
  }

  /** One too many is not kept: the head is remembered, so it will be fetched. */
  private keepEarly(entry: Entry): void {
    if (this.early.size < MOST_EARLY || this.early.has(entry.seq)) {
      this.early.set(entry.seq, entry);
    }
  }

  private drain(): Entry[] {
    const grown: Entry[] = [];
    for (let next = this.early.get(this.last + 1); next; next = this.early.get(this.last + 1)) {
      this.append(next);
      grown.push(next);
    }
    for (const seq of [...this.early.keys()]) {
      if (seq <= this.last) {
        this.early.delete(seq);
      }
    }
    return grown;
  }
}
