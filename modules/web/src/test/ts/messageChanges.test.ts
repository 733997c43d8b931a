// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { type Entry, readEntry } from "../../main/ts/contract/entries";
import { changed, contentOf } from "../../main/ts/room/messageChanges";
import { Timeline } from "../../main/ts/room/timeline";
import type { JsonObject } from "../../main/ts/wire/json";

const AT = "2026-05-01T12:00:00Z";

function entry(event: string, seq: number, fields: JsonObject = {}): Entry {
  const read = readEntry({ event, seq, sender: "ann", at: AT, ...fields });
  if (!read) {
    throw new Error("no entry");
  }
  return read;
}

const said = (seq: number, fields: JsonObject = {}): Entry => entry("message", seq, { text: `text ${seq}`, ...fields });
const edited = (seq: number, target: number, text?: string): Entry =>
  entry("edited", seq, text === undefined ? { target } : { target, text });
const deleted = (seq: number, target: number): Entry => entry("deleted", seq, { target });
const reacted = (seq: number, target: number, on = true): Entry => entry("reacted", seq, { target, emoji: "👍", on });
const pinned = (seq: number, target: number, on = true): Entry => entry("pinned", seq, { target, on });

function changedBy(message: Entry, ...changes: Entry[]): Entry {
  return changes.reduce(changed, message);
}

function shown(message: Entry): string {
  const { edited, deleted, pinned, reactions } = contentOf(message);
  const marks = [edited && "edited", deleted && "deleted", pinned && "pinned"].filter(Boolean);
  return [message.text, ...marks, ...[...reactions].map(([emoji, count]) => `${emoji} ${count}`)].join("|");
}

describe("a message", () => {
  it("has the newest text", () => {
    expect(shown(changedBy(said(1), edited(2, 1, "second"), edited(3, 1, "third")))).toBe("third|edited");
  });

  it("keeps its text until the edit comes that has replaced another one", () => {
    expect(shown(changedBy(said(1), edited(2, 1), edited(3, 1, "third")))).toBe("third|edited");
    expect(shown(changedBy(said(1), edited(2, 1)))).toBe("text 1");
  });

  it("is only a place once it is deleted, whatever comes then", () => {
    const place = changedBy(
      said(1, { replyTo: 9, kind: "code", data: { language: "c" } }),
      reacted(2, 1),
      deleted(3, 1),
    );
    expect(shown(place)).toBe("|deleted");
    expect(contentOf(place)).toMatchObject({ replyTo: 9, kind: "text", data: {} });
    expect(changedBy(place, edited(4, 1, "again"), reacted(5, 1), pinned(6, 1))).toBe(place);
  });

  it("counts reactions, and loses those that are taken back", () => {
    expect(shown(changedBy(said(1), reacted(2, 1), reacted(3, 1)))).toBe("text 1|👍 2");
    expect(shown(changedBy(said(1), reacted(2, 1), reacted(3, 1, false)))).toBe("text 1");
  });

  it("is pinned until it is unpinned", () => {
    expect(shown(changedBy(said(1), pinned(2, 1)))).toBe("text 1|pinned");
    expect(shown(changedBy(said(1), pinned(2, 1), pinned(3, 1, false)))).toBe("text 1");
  });

  it("that came with its changes does not have them twice", () => {
    const read = said(1, { reactions: { "👍": 2 }, pinned: { seq: 4, by: "bob", at: AT }, changed: 5 });
    expect(changedBy(read, reacted(2, 1), pinned(3, 1, false), reacted(5, 1, false))).toBe(read);
    expect(shown(changedBy(read, reacted(6, 1)))).toBe("text 1|pinned|👍 3");
    const rewritten = said(1, { text: "third", edited: { seq: 5, by: "ann", at: AT } });
    expect(changedBy(rewritten, edited(4, 1, "second"))).toBe(rewritten);
  });

  it("is not changed by what concerns another one, nor is another entry", () => {
    const message = said(1);
    expect(changedBy(message, edited(2, 7, "other"))).toBe(message);
    const joined = entry("joined", 1);
    expect(changedBy(joined, deleted(2, 1))).toBe(joined);
  });
});

describe("Timeline with changes", () => {
  const texts = (timeline: Timeline): string[] =>
    timeline.entries.flatMap((each) => (each.event === "message" ? [shown(each)] : []));

  it("applies them when their turn has come", () => {
    const timeline = new Timeline();
    timeline.start([said(1), said(2)]);
    timeline.add([deleted(4, 1)]);
    expect(texts(timeline)).toEqual(["text 1", "text 2"]);
    timeline.add([edited(3, 2, "new")]);
    expect(texts(timeline)).toEqual(["|deleted", "new|edited"]);
  });

  it("goes on after a break with an edit of what it has not, as with one of what it has", () => {
    const timeline = new Timeline();
    timeline.start([said(1), said(2), said(3)]);
    timeline.add([said(4), said(5, { text: "new", edited: { seq: 7, by: "ann", at: AT } }), said(6)]);
    timeline.add([edited(7, 5, "new"), deleted(8, 2)]);
    expect(texts(timeline)).toEqual(["text 1", "|deleted", "text 3", "text 4", "new|edited", "text 6"]);
    expect(timeline.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("applies what came while an older page was on its way", () => {
    const timeline = new Timeline();
    timeline.start([said(10)]);
    timeline.add([deleted(11, 8), reacted(12, 9)]);
    timeline.addOlder([said(8), said(9, { reactions: { "👍": 1 }, changed: 12 })]);
    expect(texts(timeline)).toEqual(["|deleted", "text 9|👍 1", "text 10"]);
  });

  it("shows of an own message what the hub has stored, with what changed it since", () => {
    const timeline = new Timeline();
    timeline.start([said(1)]);
    timeline.add([{ ...said(2, { text: "call 555-0100" }), isOwnCopy: true }]);
    timeline.add([reacted(3, 2)]);
    expect(timeline.add([said(2, { text: "call ***" })])).toEqual([]);
    expect(texts(timeline)).toEqual(["text 1", "call ***|👍 1"]);
    timeline.add([said(2, { text: "not again" })]);
    expect(texts(timeline)).toEqual(["text 1", "call ***|👍 1"]);
  });

  it("counts the replies of a thread", () => {
    const timeline = new Timeline();
    timeline.start([said(1, { replies: { count: 1, last: { seq: 2 }, users: ["bob"] } }), said(2, { thread: 1 })]);
    timeline.add([said(3, { thread: 1, sender: "carl" }), said(4, { thread: 1, alsoInRoom: true })]);
    expect(timeline.at(1)?.content?.replies).toEqual({ count: 3, last: 4, users: ["ann", "carl", "bob"] });
    timeline.add([deleted(5, 3), deleted(6, 3)]);
    expect(timeline.at(1)?.content?.replies?.count).toBe(2);
  });
});
