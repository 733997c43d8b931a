// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { type Content, PLAIN } from "../../main/ts/contract/content";
import type { Entry } from "../../main/ts/contract/entries";
import type { Hub } from "../../main/ts/contract/hub";
import type { SearchPage } from "../../main/ts/contract/messageRequests";
import { Quotes } from "../../main/ts/room/quotes";
import { Room } from "../../main/ts/room/room";
import { ownReactions } from "../../main/ts/roomLog";
import { RoomPanel, type RoomPanelHost } from "../../main/ts/roomPanel";
import type { HitRow } from "../../main/ts/view/panel";
import { Code, Failure } from "../../main/ts/wire/failure";
import { message, messages } from "./fakes";

const settle = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 0));

function reply(seq: number, thread: number, content: Partial<Content> = {}): Entry {
  return message(seq, { content: { ...PLAIN, thread, ...content } });
}

function deleted(seq: number, target: number): Entry {
  const change = { target, emoji: "", on: false, mentions: PLAIN.mentions };
  return message(seq, { event: "deleted", text: "", change });
}

/** A panel whose page is the test. */
class Fixture {
  readonly room = new Room("r", "ann", {
    phase: () => undefined,
    entries: () => undefined,
    people: () => undefined,
    typing: () => undefined,
    problem: () => undefined,
  });
  title = "";
  words = "";
  shown: number[] = [];
  texts: string[] = [];
  hits: readonly HitRow[] = [];
  revealed: string[] = [];
  isOpen = false;
  log: Entry[] = [];
  found: (SearchPage | Failure)[] = [];
  readonly asked: string[] = [];
  readonly panel: RoomPanel;

  constructor() {
    this.room.timeline.start(messages(10, 20));
    this.panel = new RoomPanel(this.room, {
      hub: () => ({ messages: this.requests() }) as unknown as Hub,
      panel: this.view(),
      messages: { reveal: (seq: number) => this.revealed.push(`room ${seq}`) > 0 },
      rows: (entries: readonly Entry[]) => {
        this.shown = entries.map(({ seq }) => seq);
        this.texts = entries.map((entry) => (entry.content?.deleted ? "deleted" : entry.text));
        return [];
      },
      titleOf: (room: string) => room.toUpperCase(),
      purposeChanged: () => undefined,
    } as unknown as RoomPanelHost);
  }

  private view(): unknown {
    return {
      openLog: (title: string) => this.open(title),
      openSearch: (title: string) => this.open(title),
      close: () => {
        this.isOpen = false;
      },
      say: (words: string) => {
        this.words = words;
      },
      showLog: () => undefined,
      showHits: (title: string, hits: readonly HitRow[]) => {
        this.title = title;
        this.hits = hits;
      },
      messages: {
        reveal: (seq: number) => this.shown.includes(seq) && this.revealed.push(`panel ${seq}`) > 0,
      },
    };
  }

  private open(title: string): void {
    this.title = title;
    this.isOpen = true;
    this.shown = [];
  }

  private requests(): unknown {
    return {
      around: (_: string, seq: number) => {
        this.asked.push(`around ${seq}`);
        return Promise.resolve(this.log.filter((entry) => Math.abs(entry.seq - seq) < 3));
      },
      thread: (_: string, seq: number) => {
        this.asked.push(`thread ${seq}`);
        return Promise.resolve({
          first: this.log.find((entry) => entry.seq === seq),
          replies: this.log.filter((entry) => entry.content?.thread === seq),
        });
      },
      readThread: (_: string, thread: number, seq: number) => {
        this.asked.push(`read ${thread} ${seq}`);
        return Promise.resolve();
      },
      pins: () => Promise.resolve(this.log),
      search: (query: object) => {
        this.asked.push(JSON.stringify(query));
        const next = this.found.shift();
        return next instanceof Failure ? Promise.reject(next) : Promise.resolve(next ?? { hits: [] });
      },
    };
  }
}

describe("RoomPanel", () => {
  it("shows a thread, with what came while it was fetched and what comes then", async () => {
    const fixture = new Fixture();
    fixture.log = [message(3), reply(5, 3), reply(12, 3)];
    fixture.room.timeline.add([reply(21, 3)]);
    await fixture.panel.openThread(3);
    expect(fixture.shown).toEqual([3, 5, 12, 21]);
    expect(fixture.panel.thread).toBe(3);
    expect(fixture.asked).toEqual(["thread 3", "read 3 12"]);
    fixture.panel.take([reply(22, 3), reply(23, 9), message(24)]);
    expect(fixture.shown).toEqual([3, 5, 12, 21, 22]);
  });

  it("applies what changes a message that it shows", async () => {
    const fixture = new Fixture();
    fixture.log = [message(3), reply(5, 3)];
    await fixture.panel.openThread(3);
    fixture.panel.take([deleted(21, 5)]);
    expect(fixture.texts).toEqual(["text 3", "deleted"]);
    fixture.panel.take([deleted(22, 3)]);
    expect(fixture.texts).toEqual(["deleted", "deleted"]);
  });

  it("applies a change that was known before the older message came", async () => {
    const fixture = new Fixture();
    fixture.room.timeline.add([deleted(21, 3)]);
    fixture.log = [message(2), message(3), message(4)];
    await fixture.panel.show(3);
    expect(fixture.texts).toEqual(["text 2", "deleted", "text 4"]);
  });

  it("leads to a message on the page, or to what is around it", async () => {
    const fixture = new Fixture();
    await fixture.panel.show(12);
    expect(fixture.revealed).toEqual(["room 12"]);
    expect(fixture.asked).toEqual([]);
    fixture.log = [message(2), message(3)];
    await fixture.panel.show(3);
    expect(fixture.title).toBe("Earlier messages");
    expect(fixture.revealed).toEqual(["room 12", "panel 3"]);
    await fixture.panel.show(2);
    expect(fixture.asked).toEqual(["around 3"]);
    await fixture.panel.show(12);
    expect(fixture.isOpen).toBe(false);
  });

  it("leads to a reply in its thread", async () => {
    const fixture = new Fixture();
    fixture.log = [message(2), reply(4, 2)];
    await fixture.panel.show(4);
    expect(fixture.panel.thread).toBe(2);
    fixture.room.timeline.add([reply(21, 2)]);
    fixture.panel.close();
    await fixture.panel.show(21);
    expect(fixture.panel.thread).toBe(2);
    expect(fixture.revealed).toContain("panel 21");
  });

  it("fetches again over the next connection", async () => {
    const fixture = new Fixture();
    fixture.log = [message(3)];
    await fixture.panel.openThread(3);
    fixture.log = [message(3), reply(30, 3)];
    fixture.panel.refresh();
    await settle();
    expect(fixture.shown).toEqual([3, 30]);
  });

  it("shows what was found with its words marked, page by page", async () => {
    const fixture = new Fixture();
    fixture.panel.openSearch();
    const hit = (seq: number, room: string): SearchPage["hits"][number] => ({ room, entry: message(seq), matches: [] });
    fixture.found = [{ hits: [hit(9, "r")], next: "p2" }, { hits: [hit(4, "other")] }];
    await fixture.panel.search("te", true);
    fixture.panel.more();
    await settle();
    expect(fixture.asked).toEqual(['{"query":"te"}', '{"query":"te","before":"p2"}']);
    expect(fixture.hits.map(({ seq, roomTitle }) => `${seq} ${roomTitle}`)).toEqual(["9 ", "4 OTHER"]);
    expect(fixture.hits[0]?.pieces.filter(({ isMarked }) => isMarked)).toEqual([{ text: "text", isMarked: true }]);
  });

  it("says that nothing was found, or why the hub refused", async () => {
    const fixture = new Fixture();
    await fixture.panel.search("none", false);
    expect(fixture.asked).toEqual(['{"query":"none","room":"r"}']);
    expect(fixture.words).toBe("Nothing found.");
    fixture.found = [new Failure(Code.TOO_MANY)];
    await fixture.panel.search("none", false);
    expect(fixture.words).toBe("That was a bit fast. Please wait a moment.");
    await fixture.panel.search(" +$ ", false);
    expect(fixture.asked).toHaveLength(2);
  });

  it("forgets an answer that came too late", async () => {
    const fixture = new Fixture();
    fixture.log = [message(3), message(4)];
    const late = fixture.panel.openThread(3);
    const newer = fixture.panel.openThread(4);
    await Promise.all([late, newer]);
    expect(fixture.shown).toEqual([4]);
  });
});

describe("Quotes", () => {
  it("are fetched once, one after the other, and change with their message", async () => {
    const asked: number[] = [];
    let drawn = 0;
    const quotes = new Quotes(
      (seq) => {
        asked.push(seq);
        return Promise.resolve([message(seq), message(seq + 1)]);
      },
      () => {
        drawn += 1;
      },
    );
    expect([quotes.at(3), quotes.at(3), quotes.at(7)]).toEqual([undefined, undefined, undefined]);
    await settle();
    expect(asked).toEqual([3, 7]);
    expect(drawn).toBe(2);
    quotes.take([deleted(9, 3)]);
    expect(quotes.at(3)?.content?.deleted).toBeDefined();
    expect(quotes.at(7)?.text).toBe("text 7");
  });

  it("that are refused are not asked for again, and those that broke off are", async () => {
    const asked: number[] = [];
    const quotes = new Quotes(
      (seq) => {
        asked.push(seq);
        return Promise.reject(new Failure(seq === 3 ? Code.FORBIDDEN : Code.DISCONNECTED));
      },
      () => undefined,
    );
    quotes.at(3);
    quotes.at(4);
    await settle();
    quotes.at(3);
    quotes.at(4);
    await settle();
    expect(asked).toEqual([3, 4, 4]);
  });
});

describe("own reactions", () => {
  it("are those that were not taken back", () => {
    const reacted = (seq: number, sender: string, emoji: string, on: boolean): Entry =>
      message(seq, { event: "reacted", sender, change: { target: 1, emoji, on, mentions: PLAIN.mentions } });
    const entries = [reacted(2, "ann", "a", true), reacted(3, "ann", "b", true), reacted(4, "ann", "a", false)];
    expect([...ownReactions([...entries, reacted(5, "bob", "c", true)], "ann")]).toEqual(["1 b"]);
  });
});
