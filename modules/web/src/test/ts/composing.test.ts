// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { type Candidate, Composing, EVERYONE, mentionPrefix, offered } from "../../main/ts/room/composing";
import { splitMentions, splitSpans, splitWords, wordsOf } from "../../main/ts/text/mentionMarks";
import { previewOf } from "../../main/ts/text/preview";

const ann: Candidate = { user: "u-1", label: "@Ann Archer", hint: "owner" };
const anna: Candidate = { user: "u-2", label: "@Anna", hint: "member" };
const all: Candidate = { label: EVERYONE, hint: "everyone here" };

describe("a mention", () => {
  it.each([
    ["@", ""],
    ["hello @an", "an"],
    ["hello @Ann Ar", "Ann Ar"],
    ["(@x", "x"],
  ])("is begun by %j", (text, prefix) => {
    expect(mentionPrefix(text, text.length)).toBe(prefix);
  });

  it.each(["mail me: ann@host", "hello", "@ann said so", "@@"])("is not begun by %j", (text) => {
    expect(mentionPrefix(text, text.length)).toBeUndefined();
  });

  it("is looked for at the caret, not at the end", () => {
    expect(mentionPrefix("@an and more", 3)).toBe("an");
  });

  it("offers those first whose name begins so", () => {
    const bee: Candidate = { user: "anton", label: "@Bee", hint: "" };
    const second: Candidate = { user: "u-3", label: "@Carl Ansel", hint: "" };
    expect(offered([second, bee, ann, anna, all], "an")).toEqual([bee, ann, anna, second]);
    expect(offered([ann, anna, all], "")).toHaveLength(3);
    expect(offered([ann], "x")).toEqual([]);
  });
});

describe("Composing", () => {
  it("mentions whom was picked, as long as the label stands in the text", () => {
    const composing = new Composing();
    composing.pick(ann);
    composing.pick(anna);
    composing.pick(all);
    expect(composing.mentions("@Ann Archer and @Ann Archer, hello").users).toEqual(["u-1"]);
    expect(composing.mentions("hello @room").room).toBe(true);
    expect(composing.mentions("@Annabel, @roommate").users).toEqual([]);
    expect(composing.mentions("@Annabel, @roommate").room).toBe(false);
  });

  it("mentions nobody who was only typed", () => {
    expect(new Composing().mentions("@Anna")).toEqual({ users: [], roles: [], room: false });
  });

  it("sends code with its language, an answer with its parent, a reply with its thread", () => {
    const composing = new Composing();
    composing.isCode = true;
    composing.language = " rust ";
    expect(composing.extras("x", undefined, false)).toMatchObject({ kind: "code", data: { language: "rust" } });
    composing.clear();
    composing.reply(7);
    expect(composing.extras("x", 3, true)).toEqual({ replyTo: 7, thread: 3, alsoInRoom: true });
    composing.clear();
    expect(composing.extras("x", undefined, true)).toEqual({});
  });

  it("edits or answers, never both", () => {
    const composing = new Composing();
    composing.reply(7);
    composing.edit(8, new Map([["@Anna", "u-2"]]));
    expect([composing.replyTo, composing.editing]).toEqual([undefined, 8]);
    expect(composing.mentions("still @Anna").users).toEqual(["u-2"]);
    composing.reply(9);
    expect([composing.replyTo, composing.editing]).toEqual([9, undefined]);
  });
});

describe("marks", () => {
  const marked = (text: string, labels: string[]): string =>
    splitMentions(text, labels)
      .map((piece) => (piece.isMarked ? `[${piece.text}]` : piece.text))
      .join("");

  it("stand at whole labels, the longest first", () => {
    expect(marked("@Ann Archer, @Ann and @Annabel", ["@Ann", "@Ann Archer"])).toBe(
      "[@Ann Archer], [@Ann] and @Annabel",
    );
    expect(marked("x", [])).toBe("x");
    expect(marked("", ["@a"])).toBe("");
  });

  it("end after many signs, so that no text is slow", () => {
    const text = "@a ".repeat(20_000);
    expect(splitMentions(text, ["@a"])).toHaveLength(1_000);
    expect(
      splitMentions(text, ["@a"])
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });

  it("stand at the words that were looked for", () => {
    const found = splitWords("Zürich, zurich and Bern (a+)+$", wordsOf("ZURI (a+)+$"));
    expect(found.filter(({ isMarked }) => isMarked).map(({ text }) => text)).toEqual(["Zürich", "zurich", "and", "a"]);
    expect(found.map(({ text }) => text).join("")).toBe("Zürich, zurich and Bern (a+)+$");
  });
});

describe("what was found", () => {
  const shown = (text: string, spans: [number, number][]): string =>
    splitSpans(text, spans)
      .map((piece) => (piece.isMarked ? `[${piece.text}]` : piece.text))
      .join("");

  it("is marked where the hub says", () => {
    expect(
      shown("tea and\n tea", [
        [0, 3],
        [9, 12],
      ]),
    ).toBe("[tea] and [tea]");
    expect(shown("tea", [])).toBe("tea");
  });

  it("is shown with what is around it", () => {
    const text = `${"a ".repeat(200)}needle${" b".repeat(200)}`;
    expect(shown(text, [[400, 406]])).toMatch(/^…(a )+\[needle\]( b)+…$/);
    expect(shown(text, [[400, 406]]).length).toBeLessThan(250);
  });

  it("is not thrown off by places that are none", () => {
    const spans: [number, number][] = [
      [2, 1],
      [-5, 2],
      [1, 900],
    ];
    expect(shown("abc", spans).replace(/[[\]]/g, "")).toBe("abc");
  });
});

describe("a preview", () => {
  it.each([
    ["two\n lines", "text", false, "two lines"],
    ["", "text", false, "No visible text"],
    ["", "image", false, "Image"],
    ["a cat", "image", false, "Image: a cat"],
    ["", "x.poll", false, "A message of the kind poll"],
    ["", "text", true, "Message deleted"],
    ["secret", "code", true, "Message deleted"],
    ["x".repeat(400), "text", false, `${"x".repeat(160)}…`],
  ])("of %j, %s, %s", (text, kind, isDeleted, shown) => {
    expect(previewOf({ text, kind, isDeleted })).toBe(shown);
  });
});
