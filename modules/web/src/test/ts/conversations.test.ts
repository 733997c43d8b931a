// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { type RoomInfo, readRoomPage, readUserEvent } from "../../main/ts/contract/roomList";
import { conversations, unreadIn } from "../../main/ts/view/side/conversations";
import type { JsonObject } from "../../main/ts/wire/json";

const AT = "2026-11-20T09:30:00Z";

function rows(...rooms: JsonObject[]): readonly RoomInfo[] {
  return readRoomPage({ rooms }).rooms;
}

describe("the list of rooms", () => {
  it("has the newest activity first, and by name those of which none is known", () => {
    const list = rows(
      { room: "b", name: "Beer" },
      { room: "t", name: "Tea", at: "2026-11-20T09:30:00Z" },
      { room: "a", name: "apple" },
      { room: "j", name: "Jam", last: { seq: 3, sender: "bob", text: "x", at: "2026-11-20T10:30:00Z" } },
    );
    expect(conversations(list, "ann", undefined).map(({ title }) => title)).toEqual(["Jam", "Tea", "apple", "Beer"]);
  });

  it("shows the newest message", () => {
    const last = { seq: 3, at: AT };
    const profile = { name: "Bob" };
    const list = rows(
      { room: "1", name: "1", last: { ...last, sender: "bob", text: "Hi", profile } },
      { room: "2", name: "2", last: { ...last, sender: "ann", text: "Hi" } },
      { room: "3", name: "3", last: { ...last, sender: "bob" } },
      { room: "4", name: "4" },
      { room: "5", name: "5", last: { ...last, sender: "bob", deleted: true } },
      { room: "6", name: "6", last: { ...last, sender: "bob", kind: "image" } },
      {
        room: "direct:1",
        kind: "direct",
        user: "bob",
        name: "Bob",
        last: { ...last, sender: "bob", text: "Hi", profile },
      },
      { room: "8", name: "8", last: { ...last, sender: "bob", text: "Hi", profile: { name: "\u200b" } } },
    );
    const previews = Object.fromEntries(
      conversations(list, "ann", undefined).map(({ room, from, preview }) => [room, [from, preview]]),
    );
    expect(previews).toEqual({
      1: ["Bob", "Hi"],
      2: ["You", "Hi"],
      3: ["bob", "No visible text"],
      4: ["", ""],
      5: ["bob", "Message deleted"],
      6: ["bob", "Image"],
      "direct:1": ["", "Hi"],
      8: ["bob", "Hi"],
    });
  });

  it("counts nothing in the room that is being read", () => {
    const list = rows({ room: "t", name: "Tea", unread: 3, mentions: 1 });
    expect(conversations(list, "ann", undefined)[0]).toMatchObject({ unread: 3, mentions: 1 });
    expect(conversations(list, "ann", "t")[0]).toMatchObject({ unread: 0, mentions: 0 });
  });

  it("shows nothing of a room that one is only invited to", () => {
    const last = { seq: 3, at: AT, sender: "bob", text: "Hi" };
    const [row] = conversations(rows({ room: "t", role: "invited", unread: 3, mentions: 1, last }), "ann", undefined);
    expect(row).toMatchObject({ isInvited: true, unread: 0, mentions: 0, from: "", preview: "" });
  });

  it("begins with what the user has pinned, and ends with what it has archived", () => {
    const list = rows(
      { room: "new", at: "2026-11-20T10:30:00Z" },
      { room: "archived", archived: true, at: "2026-11-20T11:30:00Z" },
      { room: "pinned", pinned: true, at: AT },
    );
    expect(conversations(list, "ann", undefined).map(({ room }) => room)).toEqual(["pinned", "new", "archived"]);
  });

  it("counts what is unread in all rooms, but for those of which the user wants no notice", () => {
    const list = rows(
      { room: "a", unread: 3 },
      { room: "b", unread: 4 },
      { room: "c", unread: 5, muted: true },
      { room: "d", unread: 6, archived: true },
    );
    const shown = conversations(list, "ann", "b");
    expect(shown.map(({ unread }) => unread)).toEqual([3, 0, 5, 6]);
    expect(unreadIn(shown)).toBe(3);
  });

  it("tells what is marked as unread, as long as it is not being read", () => {
    const list = rows({ room: "t", marked: true, unread: 0 });
    expect(conversations(list, "ann", undefined)[0]?.isMarked).toBe(true);
    expect(conversations(list, "ann", "t")[0]?.isMarked).toBe(false);
  });

  it("calls a direct room like the other user, and tells what one is invited to", () => {
    const list = rows(
      { room: "direct:1", kind: "direct", user: "bob" },
      { room: "direct:2", kind: "direct", name: "Carol", user: "c" },
      { room: "direct:3", kind: "direct" },
      { room: "tea", role: "invited" },
    );
    const shown = conversations(list, "ann", undefined).map(({ title, isInvited }) => [title, isInvited]);
    expect(shown).toEqual([
      ["bob", false],
      ["Carol", false],
      ["Direct messages", false],
      ["tea", true],
    ]);
  });

  it("ignores what cannot be read", () => {
    const strange = { room: "t", name: 7, unread: "3", mentions: 1.5, last: "x", at: "yesterday", role: null };
    expect(rows({ name: "no room" }, strange)).toEqual([{ room: "t", name: "", kind: "group", role: "member" }]);
  });
});

describe("the feed of the user", () => {
  it("carries whole rows, and what was read elsewhere", () => {
    const row = { room: "t", name: "Tea", kind: "session", role: "owner", seq: 4, unread: 2, mentions: 0, at: AT };
    expect(readUserEvent({ event: "chat", ...row })).toEqual({ kind: "chat", info: rows(row)[0] });
    expect(readUserEvent({ event: "read", room: "t", seq: 9, unread: 0 })).toEqual({
      kind: "read",
      room: "t",
      seq: 9,
      unread: 0,
    });
  });

  it("carries how the user keeps a room, and what it is shown as", () => {
    const flags = { marked: true, pinned: false, muted: true, archived: false };
    const told = { event: "marked", room: "t", unread: true, pinned: false, muted: true, archived: false };
    expect(readUserEvent(told)).toEqual({ kind: "marked", room: "t", flags });
    const state = { user: "ann", online: true, status: "invisible", text: "Busy" };
    expect(readUserEvent({ event: "presence", ...state })).toEqual({ kind: "presence", state });
  });

  it.each([
    { event: "read", room: "t" },
    { event: "read", unread: 3 },
    { event: "marked", room: "t" },
    { event: "marked", unread: true },
    { event: "presence", online: true },
    { event: "removed" },
    { event: "chat" },
  ])("says nothing with %j", (body) => {
    expect(readUserEvent(body)).toBeUndefined();
  });
});
