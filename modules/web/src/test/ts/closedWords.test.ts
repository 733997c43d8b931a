// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { readMembers } from "../../main/ts/contract/entries";
import { readRights } from "../../main/ts/contract/rights";
import { CurrentDetails } from "../../main/ts/room/currentDetails";
import { OwnRights } from "../../main/ts/room/ownRights";
import { closedWords, slowSeconds } from "../../main/ts/view/closedWords";
import { momentWords } from "../../main/ts/view/words";
import type { JsonObject } from "../../main/ts/wire/json";

function about(details: JsonObject): CurrentDetails {
  const room = new CurrentDetails();
  room.load(readMembers({ name: "Tea", seq: 1, members: [], ...details }));
  return room;
}

async function ownRights(rights: JsonObject): Promise<OwnRights> {
  const mine = await new Promise<OwnRights>((resolve) => {
    const asked: OwnRights = new OwnRights("r", "ann", () => resolve(asked));
    asked.open({ may: () => Promise.resolve(readRights(rights)) });
  });
  mine.close();
  return mine;
}

describe("why one cannot write", () => {
  it("is nothing where one can", async () => {
    expect(
      closedWords(about({ readOnly: true }), await ownRights({ role: "owner", rights: ["send"] })),
    ).toBeUndefined();
    expect(closedWords(about({}), new OwnRights("r", "ann", () => undefined))).toBeUndefined();
  });

  it.each<[JsonObject, JsonObject, RegExp]>([
    [{ status: "archived" }, { role: "owner" }, /archived/],
    [{}, { role: "member", until: new Date(Date.now() + 60_000).toISOString() }, /muted until .* can read/],
    [{}, { role: "observer" }, /observer/],
    [{ readOnly: true }, { role: "member" }, /owners and moderators write/],
    [{ kind: "channel" }, { role: "member" }, /owners and moderators write/],
    [{ kind: "of-the-operator" }, { role: "guest" }, /cannot write/],
  ])("is said in words: %j %j", async (details, rights, words) => {
    expect(closedWords(about(details), await ownRights({ rights: ["leave"], ...rights }))).toMatch(words);
  });
});

describe("how long one waits between two messages", () => {
  it.each([
    ["member", 30],
    ["owner", 0],
    ["moderator", 0],
  ])("depends on the role: %s", async (role, seconds) => {
    expect(slowSeconds(about({ slowSeconds: 30 }), await ownRights({ role, rights: ["send"] }))).toBe(seconds);
  });
});

describe("a moment in a sentence", () => {
  it("is a time today, and a day else", () => {
    const noon = new Date(2026, 10, 20, 12, 5).getTime();
    expect(momentWords(noon, noon)).not.toContain("2026");
    expect(momentWords(noon, noon + 3 * 86_400_000)).toContain("2026");
  });
});
