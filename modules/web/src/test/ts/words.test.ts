// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { dayName, momentWords, timeOfDay } from "../../main/ts/view/words";

describe("times", () => {
  const at = new Date(2026, 10, 30, 9, 5).getTime();
  const later = (days: number): number => new Date(2026, 10, 30 + days, 23, 59).getTime();

  it("are those of the reader's own clock", () => {
    expect(timeOfDay(at)).toMatch(/^0?9[:.]05/);
  });

  it("name the day where it is not this one", () => {
    expect(momentWords(at, later(0))).toBe(timeOfDay(at));
    expect(momentWords(at, later(1))).toContain("2026");
    expect([dayName(at, later(0)), dayName(at, later(1))]).toEqual(["Today", "Yesterday"]);
    expect(dayName(at, later(2))).toMatch(/30/);
  });
});
