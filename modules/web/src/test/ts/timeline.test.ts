// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { Timeline } from "../../main/ts/room/timeline";
import { message, messages } from "./fakes";

function seqs(timeline: Timeline): number[] {
  return timeline.entries.map(({ seq }) => seq);
}

function started(from: number, to: number): Timeline {
  const timeline = new Timeline();
  timeline.start(messages(from, to));
  return timeline;
}

describe("Timeline", () => {
  it("begins with the newest page and is complete up to the expected head", () => {
    const timeline = new Timeline();
    timeline.expect(12);
    expect(timeline.missing).toBe(true);
    expect(timeline.start(messages(10, 12)).map(({ seq }) => seq)).toEqual([10, 11, 12]);
    expect(timeline.missing).toBe(false);
    expect(timeline.first).toBe(10);
  });

  it("keeps live entries that come before the first page", () => {
    const timeline = new Timeline();
    expect(timeline.add([message(13)])).toEqual([]);
    timeline.start(messages(10, 12));
    expect(seqs(timeline)).toEqual([10, 11, 12, 13]);
  });

  it("shows each entry once, however often it comes", () => {
    const timeline = started(1, 3);
    expect(timeline.add([message(2), message(3)])).toEqual([]);
    timeline.add([message(4), message(4)]);
    timeline.add([message(4)]);
    expect(seqs(timeline)).toEqual([1, 2, 3, 4]);
  });

  it("puts entries in order that come out of order", () => {
    const timeline = started(1, 1);
    expect(timeline.add([message(4)])).toEqual([]);
    expect(timeline.add([message(3)])).toEqual([]);
    expect(timeline.add([message(2)]).map(({ seq }) => seq)).toEqual([2, 3, 4]);
    expect(timeline.missing).toBe(false);
  });

  it("knows of a hole, and how large it is", () => {
    const timeline = started(1, 3);
    timeline.add([message(7)]);
    expect(timeline.missing).toBe(true);
    expect(timeline.behind).toBe(4);
    timeline.add(messages(4, 6));
    expect(seqs(timeline)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("knows of a hole from the position of the feed alone", () => {
    const timeline = started(1, 3);
    timeline.expect(5);
    expect(timeline.missing).toBe(true);
  });

  it("closes a hole even when more came early than is kept", () => {
    const timeline = started(1, 1);
    timeline.add(messages(3, 1_200));
    for (let after = timeline.last; timeline.missing; after = timeline.last) {
      timeline.add(messages(after + 1, Math.min(after + 100, 1_200)));
    }
    expect(timeline.last).toBe(1_200);
    expect(timeline.entries).toHaveLength(1_200);
  });

  it("takes older pages only where they fit", () => {
    const timeline = started(10, 12);
    expect(timeline.addOlder(messages(5, 10))).toBe(5);
    expect(timeline.addOlder(messages(1, 3))).toBe(0);
    expect(seqs(timeline)).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it("forgets the oldest and can fetch them again", () => {
    const timeline = started(1, 10);
    timeline.trim(4);
    expect(timeline.first).toBe(7);
    timeline.addOlder(messages(1, 6));
    expect(timeline.first).toBe(1);
  });

  it("accepts an empty room", () => {
    const timeline = new Timeline();
    timeline.start([]);
    expect(timeline.missing).toBe(false);
    timeline.add([message(1)]);
    expect(seqs(timeline)).toEqual([1]);
  });
});
