// SPDX-License-Identifier: Apache-2.0
import type { Entry } from "../contract/entries";
import { isDisconnect } from "../wire/failure";
import { MessageSet } from "./messageSet";

const MOST_ASKED = 500;

/** The messages that others answer, where the run of entries does not have them: fetched one after the other, each once. */
export class Quotes {
  private readonly messages = new MessageSet();
  private readonly asked = new Set<number>();
  private readonly waiting: number[] = [];
  private running = false;

  /** `fetch` gives nothing while there is no connection. `changed`: one of them is there, or is another one now. */
  constructor(
    private readonly fetch: (seq: number) => Promise<Entry[]> | undefined,
    private readonly changed: () => void,
  ) {}

  /** The message, if it is there; else it is fetched. */
  at(seq: number): Entry | undefined {
    const found = this.messages.at(seq);
    if (!found && !this.asked.has(seq) && this.asked.size < MOST_ASKED) {
      this.asked.add(seq);
      this.waiting.push(seq);
      void this.run();
    }
    return found;
  }

  take(entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.messages.change(entry);
    }
  }

  private async run(): Promise<void> {
    if (this.running) {
      return;
    }
    this.running = true;
    for (let seq = this.waiting.shift(); seq !== undefined; seq = this.waiting.shift()) {
      await this.load(seq);
    }
    this.running = false;
  }

  private async load(seq: number): Promise<void> {
    try {
      const page = await this.fetch(seq);
      if (page) {
        this.messages.load(
          page.filter((entry) => entry.seq === seq && entry.event === "message"),
          [],
        );
        this.changed();
      } else {
        this.asked.delete(seq);
      }
    } catch (error) {
      if (isDisconnect(error)) {
        this.asked.delete(seq); // Asked again when it is drawn again.
      }
    }
  }
}
