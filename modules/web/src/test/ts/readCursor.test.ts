// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Position } from "../../main/ts/contract/roomList";
import { ReadCursor } from "../../main/ts/room/readCursor";
import { Code, Failure } from "../../main/ts/wire/failure";

describe("ReadCursor", () => {
  let told: number[];
  let unread: number[];
  let refusal: Failure | undefined;
  let cursor: ReadCursor;
  const hub = {
    read: (_: string, seq: number): Promise<Position | undefined> => {
      told.push(seq);
      return refusal ? Promise.reject(refusal) : Promise.resolve({ seq, unread: 0 });
    },
  };

  beforeEach(() => {
    vi.useFakeTimers();
    told = [];
    unread = [];
    refusal = undefined;
    cursor = new ReadCursor("r", (position) => unread.push(position.unread));
    cursor.open(hub);
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it("tells at once, then once a second, and the last always", async () => {
    for (let seq = 1; seq <= 30; seq += 1) {
      cursor.saw(seq);
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toEqual([1, 10, 20, 30]);
    expect(unread).toHaveLength(4);
  });

  it("goes forwards only, and says nothing twice", async () => {
    cursor.saw(7);
    cursor.saw(3);
    cursor.saw(7);
    await vi.advanceTimersByTimeAsync(5_000);
    cursor.saw(7);
    cursor.saw(0);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toEqual([7]);
  });

  it("tells again what was refused for a while", async () => {
    refusal = new Failure(Code.TOO_MANY, "", 3_000);
    cursor.saw(7);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(told).toEqual([7]);
    refusal = undefined;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toEqual([7, 7]);
    expect(unread).toEqual([0]);
  });

  it.each([Code.BAD_REQUEST, Code.FORBIDDEN, Code.NOT_FOUND])("asks no more after %i", async (code) => {
    refusal = new Failure(code);
    cursor.saw(7);
    await vi.advanceTimersByTimeAsync(5_000);
    cursor.saw(8);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toEqual([7]);
  });

  it("begins anew with each connection", async () => {
    cursor.saw(7);
    cursor.close();
    await vi.advanceTimersByTimeAsync(5_000);
    cursor.saw(9);
    expect(told).toEqual([7]);
    expect(unread).toEqual([]);
    const next = { read: (room: string, seq: number) => hub.read(room, seq) };
    cursor.open(next);
    cursor.saw(9);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toEqual([7, 9]);
  });
});
