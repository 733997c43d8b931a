// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TypingSignal } from "../../main/ts/room/typingSignal";
import { Typists } from "../../main/ts/room/typists";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("TypingSignal", () => {
  let told: boolean[];
  let signal: TypingSignal;

  beforeEach(() => {
    told = [];
    signal = new TypingSignal((typing) => told.push(typing));
  });

  it("tells at the first key, and every 2 s while it lasts", () => {
    for (let elapsed = 0; elapsed < 5_000; elapsed += 500) {
      signal.typed("text");
      vi.advanceTimersByTime(500);
    }
    expect(told).toEqual([true, true, true]);
  });

  it("stops after 2 s without a key", () => {
    signal.typed("a");
    vi.advanceTimersByTime(1_999);
    expect(told).toEqual([true]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual([true, false]);
  });

  it("stops when the text is emptied", () => {
    signal.typed("a");
    signal.typed("");
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual([true, false]);
  });

  it("stops once when the text is sent", () => {
    signal.typed("a");
    signal.stop();
    signal.stop();
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual([true, false]);
  });

  it("says nothing about blanks", () => {
    signal.typed("  ");
    expect(told).toEqual([]);
  });
});

describe("Typists", () => {
  const soon = (): number => Date.now() + 3_000;

  it("drops a hint when it expires", () => {
    const typists = new Typists(() => undefined);
    typists.hint("bob", true, soon());
    expect(typists.users).toEqual(["bob"]);
    vi.advanceTimersByTime(3_000);
    expect(typists.users).toEqual([]);
  });

  it("keeps a hint that is renewed, without telling again", () => {
    const changed = vi.fn();
    const typists = new Typists(changed);
    typists.hint("bob", true, soon());
    vi.advanceTimersByTime(2_000);
    typists.hint("bob", true, soon());
    vi.advanceTimersByTime(2_000);
    expect(typists.users).toEqual(["bob"]);
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it("believes no clock that is far off", () => {
    const typists = new Typists(() => undefined);
    typists.hint("past", true, 0);
    typists.hint("future", true, Date.now() + 3_600_000);
    expect(typists.users).toEqual(["past", "future"]);
    vi.advanceTimersByTime(5_000);
    expect(typists.users).toEqual([]);
  });

  it("drops who stopped, each by itself", () => {
    const typists = new Typists(() => undefined);
    typists.hint("bob", true, soon());
    typists.hint("cat", true, soon());
    typists.hint("bob", false, 0);
    expect(typists.users).toEqual(["cat"]);
  });
});
