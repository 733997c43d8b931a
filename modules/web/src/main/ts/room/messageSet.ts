// SPDX-License-Identifier: Apache-2.0
import type { Entry } from "../contract/entries";
import { changed, withReply } from "./messageChanges";

const MOST = 1_000;

/** Messages of a room outside of its run of entries: a thread, the place of a message that was found, quoted ones. */
export class MessageSet {
  private readonly bySeq = new Map<number, Entry>();

  /** In the order of the room. */
  get entries(): Entry[] {
    return [...this.bySeq.values()].sort((a, b) => a.seq - b.seq);
  }

  at(seq: number): Entry | undefined {
    return this.bySeq.get(seq);
  }

  /** The last that it has; 0: none. */
  get last(): number {
    return Math.max(0, ...this.bySeq.keys());
  }

  /** Takes messages as the hub has them, and what has changed them meanwhile: `since` may be older than that too. */
  load(entries: readonly Entry[], since: readonly Entry[]): void {
    for (const entry of entries) {
      if (this.bySeq.size < MOST || this.bySeq.has(entry.seq)) {
        this.bySeq.set(entry.seq, entry);
      }
    }
    for (const entry of since) {
      this.change(entry);
    }
  }

  /** Adds a message, if it is not there. */
  add(entry: Entry): boolean {
    if (this.bySeq.has(entry.seq) || this.bySeq.size >= MOST) {
      return false;
    }
    this.bySeq.set(entry.seq, entry);
    return true;
  }

  /** Applies an entry to the message that it changes. Gives whether one has changed. */
  change(entry: Entry): boolean {
    const target = entry.change?.target ?? entry.content?.thread;
    const message = target === undefined ? undefined : this.bySeq.get(target);
    const after = message && (entry.change ? changed(message, entry) : withReply(message, entry));
    if (!after || after === message) {
      return false;
    }
    this.bySeq.set(after.seq, after);
    return true;
  }
}
