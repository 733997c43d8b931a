// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { type Content, PLAIN } from "../../main/ts/contract/content";
import type { Entry } from "../../main/ts/contract/entries";
import { readProfile } from "../../main/ts/contract/profile";
import { readRoomPage, titleOf } from "../../main/ts/contract/roomList";
import { Directory } from "../../main/ts/room/directory";
import type { Unsent } from "../../main/ts/room/unsent";
import { isBlank } from "../../main/ts/text/visible";
import { arrange, type Row } from "../../main/ts/view/log/arrange";
import { type MessageRow, PLAIN_LOG } from "../../main/ts/view/log/messageRow";
import { initials, noticeWords, typingWords } from "../../main/ts/view/words";
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
    const unsent: Unsent = { clientId: "c", room: "r", user: "ann", text: "x", extras: {}, at, state: "sending" };
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

describe("arrange with what messages hold", () => {
  const content = (fields: Partial<Content>): Partial<Entry> => ({ content: { ...PLAIN, ...fields } });
  const only = (list: Row[]): MessageRow[] => list.flatMap((row) => (row.kind === "message" ? [row] : []));

  it("shows a reply of a thread there, and in the room if it is for the room too", () => {
    const entries = [
      message(1),
      message(2, content({ thread: 1 })),
      message(3, content({ thread: 1, alsoInRoom: true })),
    ];
    expect(only(rows(entries)).map(({ seq }) => seq)).toEqual([1, 3]);
    const thread = arrange(entries, [], "ann", new Directory(), { ...PLAIN_LOG, thread: 1 });
    expect(only(thread).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it("quotes what a message answers, also when that is deleted or not known", () => {
    const gone = message(1, content({ deleted: { seq: 9, by: "bob", at: 0 } }));
    const log = { ...PLAIN_LOG, quoted: (seq: number) => (seq === 1 ? gone : seq === 2 ? message(2) : undefined) };
    const answers = [1, 2, 3].map((replyTo, index) => message(10 + index, content({ replyTo })));
    const list = only(arrange(answers, [], "ann", new Directory(), log));
    expect(list.map(({ quote }) => [quote?.name, quote?.text])).toEqual([
      ["bob", "Message deleted"],
      ["bob", "text 2"],
      ["", "An earlier message"],
    ]);
  });

  it("tells whom a message mentions, and whether it is this user", () => {
    const mentions = (fields: object): Partial<Entry> => content({ mentions: { ...PLAIN.mentions, ...fields } });
    const log = { ...PLAIN_LOG, role: "member" };
    const entries = [
      message(1, mentions({ users: ["ann"] })),
      message(2, mentions({ users: ["carl"] })),
      message(3, mentions({ room: true })),
      message(4, mentions({ roles: ["member"] })),
      message(5, { sender: "ann", ...mentions({ room: true }) }),
    ];
    const list = only(arrange(entries, [], "ann", new Directory(), log));
    expect(list.map(({ mentionsMe }) => mentionsMe)).toEqual([true, false, true, true, false]);
    expect(list[1]?.labels).toContain("@carl");
    expect(list[2]?.labels).toEqual(["@room"]);
  });

  it("has no line for a change, but one for a pin", () => {
    const change = { target: 1, emoji: "", on: true, mentions: PLAIN.mentions };
    const events = (["edited", "deleted", "reacted", "pinned"] as const).map((event, index) =>
      message(index + 2, { event, change }),
    );
    const list = rows([message(1), ...events]);
    expect(shape(list)).toEqual(["day", "bob starts", "notice"]);
    expect(list[2]).toMatchObject({ text: "bob pinned a message" });
  });

  it("shows what is not yet sent as it will be", () => {
    const extras = { kind: "code", data: { language: "c" }, replyTo: 1 };
    const unsent: Unsent = { clientId: "c", room: "r", user: "ann", text: "x", extras, at: 0, state: "sending" };
    const [row] = only(rows([], [unsent]));
    expect(row?.content).toMatchObject({ kind: "code", data: { language: "c" } });
    expect(row?.quote?.seq).toBe(1);
  });
});

describe("news", () => {
  const at = new Date(2026, 4, 1, 12, 0).getTime();
  const joined = (seq: number, user: string): Entry => message(seq, { event: "joined", sender: user, user, at });

  const notices = (entries: Entry[]): string[] =>
    rows(entries).flatMap((row) => (row.kind === "notice" ? [`${row.key}: ${row.text}`] : []));

  it("that follow each other are one line", () => {
    expect(notices([joined(1, "ann"), joined(2, "bob")])).toEqual(["seq 1: ann and bob joined"]);
    expect(notices([joined(1, "ann"), joined(2, "bob"), joined(3, "carl")])).toEqual([
      "seq 1: ann, bob and carl joined",
    ]);
    const crowd = Array.from({ length: 999 }, (_, index) => joined(index + 1, `user${index}`));
    expect(notices(crowd)).toEqual(["seq 1: user0, user1 and 997 others joined"]);
  });

  it("of one who comes and goes by turns are one line", () => {
    const entries = [joined(1, "ann"), message(2, { event: "left", sender: "ann", at }), joined(3, "ann")];
    expect(notices(entries)).toEqual(["seq 1: ann joined, ann left"]);
  });

  it("of each kind keep who did it to whom", () => {
    const entries = [
      message(1, { event: "created", sender: "ann", user: "", at }),
      message(2, { event: "joined", sender: "ann", user: "bob", at }),
      message(3, { event: "joined", sender: "ann", user: "carl", at }),
      message(4, { event: "removed", sender: "ann", user: "bob", at }),
      message(5, { event: "joined", sender: "dora", user: "bob", at }),
    ];
    expect(notices(entries)).toEqual([
      "seq 1: ann created the room, ann added bob and carl, ann removed bob, dora added bob",
    ]);
  });

  it("do not reach over a message or a day", () => {
    const next = { ...joined(4, "dora"), at: at + 86_400_000 };
    expect(notices([joined(1, "ann"), message(2, { at }), joined(3, "carl"), next])).toEqual([
      "seq 1: ann joined",
      "seq 3: carl joined",
      "seq 4: dora joined",
    ]);
  });

  it("keep their line where it does not grow", () => {
    expect(notices([joined(1, "ann"), joined(2, "bob"), message(3, { at })])).toEqual(["seq 2: ann and bob joined"]);
  });
});

describe("a text without a trace", () => {
  it.each([
    "",
    "  \n\t",
    "\u200b\u200d\ufeff",
    "\u2800",
    "\u3164\u115f",
    "\u00ad\u2060",
    "\ufe0f",
    "\u{e0041}",
    "\u202e\u2066",
  ])("is blank: %j", (text) => {
    expect(isBlank(text)).toBe(true);
  });

  it.each(["x", ".", "\u200bx", "👨‍👩‍👧", "é", "\u0301", "ㅤa"])("is not: %j", (text) => {
    expect(isBlank(text)).toBe(false);
  });

  it("is no name", () => {
    expect(readProfile({ name: "\u3164" })).toEqual({});
    expect(readRoomPage({ rooms: [{ room: "tea", name: "\u200b" }] }).rooms.map(titleOf)).toEqual(["tea"]);
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
