// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Right } from "../../main/ts/contract/rights";
import type { Person } from "../../main/ts/room/directory";
import { memberActions } from "../../main/ts/room/memberActions";

const OWNER: readonly Right[] = ["send", "leave", "invite", "remove", "ban", "mute", "roles", "end"];
const MODERATOR: readonly Right[] = ["send", "leave", "invite", "remove", "ban", "mute"];

function person(role: string, mutedUntil?: number): Person {
  return {
    user: "bob",
    name: "Bob",
    mark: "",
    role,
    profile: {},
    online: true,
    status: undefined,
    text: "",
    lastSeen: undefined,
    mutedUntil,
  };
}

function mine(role: string, rights: readonly Right[]): { role: string; may(right: Right): boolean } {
  return { role, may: (right) => rights.includes(right) };
}

describe("what can be done about another one", () => {
  it("is to write to it, for everybody but in the room of these two", () => {
    expect(memberActions(person("owner"), mine("member", ["send"]), false)).toEqual(["message"]);
    expect(memberActions(person("member"), mine("member", ["send"]), true)).toEqual([]);
    expect(memberActions(person("member"), mine("", []), false)).toEqual(["message"]);
  });

  it("is all of it for an owner", () => {
    const all = ["message", "mute", "moderator", "owner", "remove", "ban"];
    expect(memberActions(person("member"), mine("owner", OWNER), false)).toEqual(all);
    expect(memberActions(person("moderator"), mine("owner", OWNER), false)).toContain("member");
  });

  it("is what the room allows a moderator, and only towards weaker ones", () => {
    const some = ["message", "mute", "remove", "ban"];
    expect(memberActions(person("member"), mine("moderator", MODERATOR), false)).toEqual(some);
    expect(memberActions(person("observer"), mine("moderator", MODERATOR), false)).toEqual(some);
    for (const role of ["moderator", "owner", "one-that-nobody-knows"]) {
      expect(memberActions(person(role), mine("moderator", MODERATOR), false)).toEqual(["message"]);
    }
  });

  it("is to let one speak again who is muted, as long as it is", () => {
    const actions = (until: number): string[] =>
      memberActions(person("member", until), mine("owner", OWNER), false, 1_000);
    expect(actions(1_001)).toContain("unmute");
    expect(actions(1_001)).not.toContain("mute");
    expect(actions(1_000)).toContain("mute");
  });

  it("is only to take an pendingInvite back where one has not come yet", () => {
    expect(memberActions(person("invited"), mine("owner", OWNER), false)).toEqual(["message", "remove", "ban"]);
  });
});
