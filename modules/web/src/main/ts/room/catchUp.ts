// SPDX-License-Identifier: Apache-2.0
import type { Entry } from "../contract/entries";
import type { Span } from "../contract/hub";
import { breather } from "../wire/patience";
import type { Timeline } from "./timeline";

const FIRST_PAGE = 50;
const PAGE = 100;
const TOO_FAR_BEHIND = 500;
const STALLS = 5;

/** Fetches what a timeline misses, page by page, until it reaches the newest entry known of. */
export class CatchUp {
  private running = false;
  private stopped = false;

  /** `grew` gets what each page added; `news` says whether that is more than the beginning. */
  constructor(
    private readonly timeline: Timeline,
    private readonly page: (span: Span) => Promise<Entry[]>,
    private readonly grew: (entries: readonly Entry[], news: boolean) => void,
  ) {}

  /** One run at a time, however often it is asked for. */
  async run(): Promise<void> {
    if (this.running) {
      return;
    }
    this.running = true;
    try {
      for (let stalls = 0; !this.stopped && this.timeline.missing && stalls < STALLS; ) {
        const progress = await this.step();
        stalls = progress ? 0 : stalls + 1;
        if (!progress) {
          await breather(stalls);
        }
      }
    } finally {
      this.running = false;
    }
  }

  /** The connection that it fetches from is gone. */
  stop(): void {
    this.stopped = true;
  }

  /** Gives whether it made progress; history may be a moment behind the feed. */
  private async step(): Promise<boolean> {
    const timeline = this.timeline;
    if (timeline.behind > TOO_FAR_BEHIND) {
      timeline.reset();
    }
    const before = timeline.last;
    const anew = !timeline.isStarted;
    const page = await this.page(anew ? { limit: FIRST_PAGE } : { after: before, limit: PAGE });
    if (this.stopped) {
      return true;
    }
    this.grew(anew ? timeline.start(page) : timeline.add(page), !anew);
    return anew || timeline.last > before;
  }
}
