// SPDX-License-Identifier: Apache-2.0

import type { Entry } from "./contract/entries";
import type { Hub } from "./contract/hub";
import type { Hit } from "./contract/messageRequests";
import { contentOf, isInThreadOnly } from "./room/messageChanges";
import { MessageSet } from "./room/messageSet";
import type { Room } from "./room/room";
import { splitSpans, splitWords, wordsOf } from "./text/mentionMarks";
import { previewOf } from "./text/preview";
import type { Row } from "./view/log/arrange";
import type { MessageList } from "./view/log/messageList";
import type { HitRow, Panel } from "./view/panel";
import { reasonFor } from "./wire/failure";

/** What the panel needs of its room on the page. */
export interface RoomPanelHost {
  hub(): Hub | undefined;
  readonly panel: Panel;
  readonly messages: MessageList;
  /** What is shown of these entries; with `thread` those of the thread, and what is not yet sent there. */
  rows(entries: readonly Entry[], thread: number | undefined): Row[];
  titleOf(room: string): string;
  /** The text is for a thread from now on, or no longer. */
  purposeChanged(): void;
}

type Shown = "nothing" | "thread" | "place" | "hits";

/** What lies over the messages of a room: a thread, the place of a message, what was found or pinned. */
export class RoomPanel {
  private shown: Shown = "nothing";
  private seq = 0;
  private messages = new MessageSet();
  private hits: Hit[] = [];
  private words: string[] = [];
  private nextPage: (() => Promise<void>) | undefined;
  private turn = 0;

  constructor(
    private readonly room: Room,
    private readonly host: RoomPanelHost,
  ) {}

  /** The thread that is shown. */
  get thread(): number | undefined {
    return this.shown === "thread" ? this.seq : undefined;
  }

  /** A message that is in it, or was. */
  at(seq: number): Entry | undefined {
    return this.messages.at(seq);
  }

  /** Entries of the room: some are replies of the thread, or change what is shown. */
  take(grown: readonly Entry[]): void {
    let fresh = 0;
    let isChanged = false;
    for (const entry of grown) {
      isChanged = this.messages.change(entry) || isChanged;
      fresh += this.isReply(entry) && this.messages.add(entry) ? 1 : 0;
    }
    if (isChanged || fresh > 0) {
      this.draw(fresh);
    }
  }

  openThread(seq: number): Promise<void> {
    this.begin("thread", seq, "Thread");
    return this.load(seq);
  }

  /** Leads to a message: where it is, if that is on the page, else the entries around it. */
  async show(seq: number): Promise<void> {
    if (this.isLog && this.host.panel.messages.reveal(seq)) {
      return;
    }
    const here = this.room.timeline.at(seq);
    if (here && !isInThreadOnly(here)) {
      this.close();
      this.host.messages.reveal(seq);
    } else if (here) {
      await this.openThread(contentOf(here).thread ?? seq);
      this.host.panel.messages.reveal(seq);
    } else {
      this.begin("place", seq, "Earlier messages");
      await this.load(seq);
    }
  }

  openSearch(): void {
    this.end();
    this.shown = "hits";
    this.host.panel.openSearch("Search");
  }

  search(query: string, isEverywhere: boolean): Promise<void> {
    this.words = wordsOf(query);
    this.hits = [];
    const next = async (before?: string): Promise<void> => {
      const where = isEverywhere ? {} : { room: this.room.id };
      await this.ask(async (hub) => {
        const page = await hub.messages.search({ query, ...where, ...(before && { before }) });
        return { hits: page.hits, next: page.next === undefined ? undefined : () => next(page.next) };
      }, "Search");
    };
    return this.words.length === 0 ? Promise.resolve() : next();
  }

  pins(): Promise<void> {
    this.words = [];
    this.hits = [];
    const room = this.room.id;
    return this.ask(async (hub) => {
      const pins = await hub.messages.pins(room);
      return { hits: pins.map((entry) => ({ room, entry, matches: [] })), next: undefined };
    }, "Pinned messages");
  }

  more(): void {
    void this.nextPage?.();
  }

  close(): void {
    if (this.shown !== "nothing") {
      this.end();
      this.host.panel.close();
      this.host.purposeChanged();
    }
  }

  /** There is a new connection: what came meanwhile may be missing. */
  refresh(): void {
    if (this.isLog) {
      void this.load(this.seq);
    }
  }

  draw(fresh = 0): void {
    if (this.isLog) {
      this.host.panel.showLog(this.host.rows(this.messages.entries, this.thread), fresh);
    }
  }

  private get isLog(): boolean {
    return this.shown === "thread" || this.shown === "place";
  }

  private begin(shown: Shown, seq: number, title: string): void {
    this.end();
    this.shown = shown;
    this.seq = seq;
    this.host.panel.openLog(title, shown === "thread");
    this.host.purposeChanged();
  }

  private end(): void {
    this.turn += 1;
    this.shown = "nothing";
    this.messages = new MessageSet();
    this.nextPage = undefined;
  }

  private async load(seq: number): Promise<void> {
    const hub = this.host.hub();
    const turn = this.turn;
    try {
      const entries = hub ? await this.entries(hub, seq) : [];
      if (turn !== this.turn) {
        return;
      }
      const { entries: known } = this.room.timeline;
      this.messages.load(entries.concat(known.filter((entry) => this.isReply(entry))), known);
      const found = this.messages.at(seq);
      if (this.shown === "place" && found && isInThreadOnly(found)) {
        await this.openThread(contentOf(found).thread ?? seq);
      }
      this.draw();
      if (this.shown === "place") {
        this.host.panel.messages.reveal(seq);
      }
    } catch (error) {
      if (turn === this.turn) {
        this.host.panel.say(reasonFor(error));
      }
    }
  }

  private async entries(hub: Hub, seq: number): Promise<Entry[]> {
    if (this.shown === "place") {
      return hub.messages.around(this.room.id, seq);
    }
    const { first, replies } = await hub.messages.thread(this.room.id, seq);
    const last = replies[replies.length - 1];
    if (last) {
      void hub.messages.readThread(this.room.id, seq, last.seq).catch(() => undefined); // Told again when it is opened again.
    }
    return first ? [first, ...replies] : [...replies];
  }

  private isReply(entry: Entry): boolean {
    return this.thread !== undefined && entry.event === "message" && entry.content?.thread === this.thread;
  }

  private async ask(
    page: (hub: Hub) => Promise<{ hits: readonly Hit[]; next: (() => Promise<void>) | undefined }>,
    title: string,
  ): Promise<void> {
    const hub = this.host.hub();
    const { panel } = this.host;
    this.turn += 1;
    const turn = this.turn;
    if (!hub) {
      panel.say("Not connected. Please try again in a moment.");
      return;
    }
    try {
      const { hits, next } = await page(hub);
      if (turn === this.turn) {
        this.hits.push(...hits);
        this.nextPage = next;
        panel.say(this.hits.length === 0 && !next ? "Nothing found." : "");
        panel.showHits(
          title,
          this.hits.map((hit) => this.row(hit)),
          next !== undefined,
        );
      }
    } catch (error) {
      if (turn === this.turn) {
        panel.say(reasonFor(error));
      }
    }
  }

  private row({ room, entry, matches }: Hit): HitRow {
    const { kind, deleted } = contentOf(entry);
    const text = previewOf({ text: entry.text, kind, isDeleted: deleted !== undefined });
    const pieces = matches.length > 0 ? splitSpans(entry.text, matches) : splitWords(text, this.words);
    return {
      room,
      seq: entry.seq,
      name: entry.profile.name ?? this.room.directory.nameOf(entry.sender),
      roomTitle: room === this.room.id ? "" : this.host.titleOf(room),
      at: entry.at,
      pieces,
    };
  }
}
