// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { Directory } from "../../main/ts/room/directory";
import type { Unsent } from "../../main/ts/room/unsent";
import { arrange, type Row } from "../../main/ts/view/arrange";
import { initials, noticeWords, typingWords } from "../../main/ts/view/words";
import type { Entry } from "../../main/ts/wire/contract";
import { message } from "./fakes";

function rows(entries: Entry[], unsent: Unsent[] = []): Row[] {
  return arrange(entries, unsent, "ann", new Directory());
}

function shape(list: Row[]): string[] {
  return list.map((row) => (row.kind === "message" ? `${row.sender}${row.start ? " starts" : ""}` : row.kind));
}

describe("arrange", () => {
  const at = new Date(2026, 4, 1, 12, 0).getTime();
  const minute = 60_000;

  it("groups by sender, by time and by day", () => {
    const entries = [
      message(1, { at }),
      message(2, { at: at + minute }),
      message(3, { at: at + 2 * minute, sender: "ann" }),
      message(4, { at: at + 3 * minute }),
      message(5, { at: at + 9 * minute }),
      message(6, { at: at + 1_440 * minute }),
    ];
    expect(shape(rows(entries))).toEqual([
      "day",
      "bob starts",
      "bob",
      "ann starts",
      "bob starts",
      "bob starts",
      "day",
      "bob starts",
    ]);
  });

  it("keeps the line of an own message when it is confirmed", () => {
    const unsent: Unsent = { clientId: "c", room: "r", user: "ann", text: "x", at, state: "sending" };
    const [, before] = rows([], [unsent]);
    const [, after] = rows([message(1, { sender: "ann", clientId: "c", at })]);
    expect(after?.key).toBe(before?.key);
  });

  it("does not take somebody else's message for an own one", () => {
    const [, other] = rows([message(1, { clientId: "c", at })]);
    expect(other?.key).toBe("seq 1");
  });

  it("leaves out what it does not know", () => {
    expect(rows([message(1, { event: "other" })])).toEqual([]);
  });
});

describe("words", () => {
  it("tell who came and went", () => {
    const name = (user: string): string => user.toUpperCase();
    const words = (event: Entry["event"], user: string): string => noticeWords(message(1, { event, user }), name);
    expect(words("joined", "bob")).toBe("BOB joined");
    expect(words("joined", "cat")).toBe("BOB added CAT");
    expect(words("left", "bob")).toBe("BOB left");
    expect(words("removed", "cat")).toBe("BOB removed CAT");
  });

  it("tell who is typing", () => {
    expect(typingWords([])).toBe("");
    expect(typingWords(["Ann"])).toBe("Ann is typing…");
    expect(typingWords(["Ann", "Bob"])).toBe("Ann and Bob are typing…");
    expect(typingWords(["Ann", "Bob", "Cat"])).toBe("Several people are typing…");
  });

  it.each([
    ["Alice Archer", "AA"],
    ["bob", "B"],
    ["mary-jane o'neill watson", "MW"],
    ["éva", "É"],
    ["🦊", "?"],
    ["", "?"],
  ])("shorten %s to %s", (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});
