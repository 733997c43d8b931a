// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { readEvent, readMembers } from "../../main/ts/contract/entries";
import { readStates } from "../../main/ts/contract/presence";

describe("what is read of others", () => {
  it("is how they are shown, as far as the hub says it", () => {
    const users = [
      { user: "ann", online: true, status: "away", text: "At lunch" },
      { user: "bob", online: false, lastSeen: "2026-11-20T09:30:00Z" },
      { user: "carol", online: true, status: "on-fire", text: 7 },
      { online: true },
    ];
    expect(readStates({ users })).toEqual([
      { user: "ann", online: true, status: "away", text: "At lunch" },
      { user: "bob", online: false, lastSeen: Date.parse("2026-11-20T09:30:00Z") },
      { user: "carol", online: true },
    ]);
  });

  it("is nothing where the room does not tell it", () => {
    expect(readStates({ users: [] })).toBeUndefined();
  });

  it("has the name of a member that is not known yet", () => {
    const profile = { name: "Bob" };
    expect(readEvent({ event: "presence", user: "bob", online: true, profile })).toEqual({
      kind: "presence",
      state: { user: "bob", online: true, profile },
    });
    expect(readEvent({ event: "typing", user: "bob", typing: true, profile })).toMatchObject({ user: "bob", profile });
    const joined = { event: "joined", seq: 2, sender: "ann", user: "bob", userProfile: profile };
    expect(readEvent(joined)).toMatchObject({ entry: { user: "bob", profile: {}, userProfile: profile } });
  });

  it("comes in events too, and what was read by others is no entry", () => {
    const state = { user: "ann", online: true, status: "away" };
    expect(readEvent({ event: "presence", room: "tea", ...state })).toEqual({ kind: "presence", state });
    expect(readEvent({ event: "read", room: "tea", user: "ann", seq: 7, at: "2026-11-20T09:30:00Z" })).toBeUndefined();
  });

  it("is until when a member is muted", () => {
    const until = "2026-11-20T09:30:00Z";
    const members = [{ user: "ann", role: "member", until }, { user: "bob" }];
    expect(readMembers({ members }).members).toEqual([
      { user: "ann", role: "member", profile: {}, until: Date.parse(until) },
      { user: "bob", role: "member", profile: {} },
    ]);
  });

  it("is whether there are more members than the list has", () => {
    expect(readMembers({ members: [] }).hasMore).toBe(false);
    expect(readMembers({ members: [], next: "zoe" }).hasMore).toBe(true);
  });
});
