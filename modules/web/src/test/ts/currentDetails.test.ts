// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { readEntry, readMembers } from "../../main/ts/contract/entries";
import { CurrentDetails } from "../../main/ts/room/currentDetails";
import type { JsonObject } from "../../main/ts/wire/json";
import { message } from "./fakes";

describe("what a room is", () => {
  const told = (list: JsonObject): CurrentDetails => {
    const details = new CurrentDetails();
    details.load(readMembers({ room: "r", seq: 5, members: [], ...list }));
    return details;
  };

  const changed = (seq: number, details: JsonObject): ReturnType<typeof message> => {
    const entry = readEntry({ event: "changed", seq, sender: "ann", at: "2026-11-20T09:30:00Z", details });
    if (entry === undefined) {
      throw new Error("not an entry");
    }
    return entry;
  };

  it.each([
    ["group", "public", true],
    ["channel", "public", true],
    ["group", "private", false],
    ["direct", "public", false],
    ["session", "public", false],
    ["of-the-operator", "public", false],
  ])("says who may come in: %s, %s", (kind, visibility, isOpen) => {
    expect(told({ kind, visibility }).isOpen).toBe(isOpen);
  });

  it("is like the kind that an operator's own is derived from", () => {
    const details = told({ kind: "news", base: "channel" });
    expect(details).toMatchObject({ isChannel: true, isDirect: false, isSession: false, isOpen: true });
  });

  it("is a public group where an older hub does not say it", () => {
    const details = told({ name: "Tea" });
    expect(details).toMatchObject({ name: "Tea", isOpen: true, isDirect: false, isArchived: false, slowSeconds: 0 });
  });

  it("has a name to show before the room has told its own", () => {
    const details = new CurrentDetails();
    details.expect("Tea");
    expect(details.name).toBe("Tea");
    details.load(readMembers({ name: "Green tea", seq: 1, members: [] }));
    expect(details.name).toBe("Green tea");
  });

  it("follows changes, and takes no older list for news", () => {
    const details = told({ name: "Tea", kind: "session" });
    details.apply(changed(6, { name: "Tea", kind: "session", status: "archived", readOnly: true, slowSeconds: 30 }));
    expect(details).toMatchObject({ isSession: true, isArchived: true, isReadOnly: true, slowSeconds: 30 });
    details.load(readMembers({ name: "Tea", seq: 5, members: [] }));
    expect(details.isArchived).toBe(true);
    details.apply(changed(4, { name: "Old" }));
    expect(details.name).toBe("Tea");
  });

  it("is over once it has ended", () => {
    const details = told({ name: "Tea" });
    details.apply(message(6, { event: "ended" }));
    expect(details).toMatchObject({ name: "Tea", isOver: true, isOpen: false });
  });
});
